# Fits and smooths the local level of a JSON series with R's StructTS; prints name and version, a tab, the best seconds of five.
text <- readLines(commandArgs(TRUE)[1], warn = FALSE)
y <- suppressWarnings(as.numeric(strsplit(gsub("[][]", "", text), ",")[[1]]))
best <- min(replicate(5, system.time(tsSmooth(StructTS(y, type = "level")))[["elapsed"]]))
cat(sprintf("R %s StructTS level, fit and tsSmooth\t%.6f\n", getRversion(), best))
