// Tests of Jobs.
