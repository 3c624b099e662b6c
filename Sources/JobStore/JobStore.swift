// Sources of JobStore.
