// Sources of Spool.
