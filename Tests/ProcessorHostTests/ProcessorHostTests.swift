// Tests of ProcessorHost.
