// Tests of Supervision.
