# R 4.2.2, ordinal 2022.11-16: numbers quoted in tests/parity/test_change_model_r.py; the first argument is the folder
# of the public data set (Bucknell CURE surveys). Complete pairs of three items, then the same pooled.
library(ordinal); options(digits = 10); folder <- commandArgs(TRUE)[1]
L <- c("Strongly disagree", "Disagree", "Neutral", "Agree", "Strongly agree")
q <- read.delim(file.path(folder, "Year1.NoDemographics.tsv"), check.names = FALSE, na.strings = c("", "NA"))
long <- function(i) {
  d <- data.frame(id = seq_len(nrow(q)), pre = match(q[[sprintf("Q11_%d_pre", i)]], L), post = match(q[[sprintf("Q13_%d_post", i)]], L))
  d <- d[complete.cases(d), ]
  data.frame(id = factor(rep(d$id, 2)), item = i, later = rep(0:1, each = nrow(d)), y = factor(c(d$pre, d$post), ordered = TRUE))
}
for (i in c(4, 13, 14)) { g <- clmm(y ~ later + (1 | id), data = long(i), nAGQ = 15); print(c(coef(g)["later"], se = sqrt(diag(vcov(g)))[["later"]], sd = sqrt(VarCorr(g)$id[1]), logLik = as.numeric(logLik(g)))) }
d <- do.call(rbind, lapply(c(4, 13, 14), long)); d$y <- factor(as.integer(as.character(d$y)), ordered = TRUE)
d$occasion <- interaction(d$id, d$later, drop = TRUE); d$item <- factor(d$item)
g <- clmm(y ~ later + (1 | id) + (1 | occasion) + (1 | item), data = d)
print(c(coef(g)["later"], se = sqrt(diag(vcov(g)))[["later"]], sapply(VarCorr(g), function(v) sqrt(v[1])), logLik = as.numeric(logLik(g))))
