// Sources of FastCGI.
