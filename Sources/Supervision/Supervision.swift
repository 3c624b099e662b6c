// Sources of Supervision.
