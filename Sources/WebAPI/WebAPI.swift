// Sources of WebAPI.
