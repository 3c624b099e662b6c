// Tests of JobStore.
