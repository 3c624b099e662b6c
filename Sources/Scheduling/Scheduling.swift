// Sources of Scheduling.
