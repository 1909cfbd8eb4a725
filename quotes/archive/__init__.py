"""Many files, many processes: shards in, a folder of records out."""
