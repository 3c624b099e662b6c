// Sources of ProcessorHost.
