# R 4.2.2, ordinal 2022.11-16: numbers quoted in tests/parity/test_ordinal_r.py beyond those of the reference R05.
# bfi.csv is the file of the public data set `psych::bfi`; its folder is the first argument.
library(ordinal); options(digits = 10); folder <- commandArgs(TRUE)[1]
w <- wine
f <- clm(rating ~ temp + contact, data = w, link = "probit"); print(coef(f)); print(logLik(f)); print(sqrt(diag(vcov(f))))
show <- function(g) { print(coef(g)); print(logLik(g)); print(VarCorr(g)); print(sqrt(diag(vcov(g)))) }
show(clmm(rating ~ temp + contact + (1 | judge), data = w))
show(clmm(rating ~ temp + contact + (1 | judge) + (1 | bottle), data = w))
show(clmm(rating ~ temp + contact + (1 | judge), data = w, link = "probit"))
b <- read.csv(file.path(folder, "bfi.csv")); N <- paste0("N", 1:5); b <- b[complete.cases(b[, c(N, "gender")]), ][1:100, ]
d <- data.frame(y = factor(unlist(b[, N]), ordered = TRUE), female = rep(as.numeric(b$gender == 2), 5),
                id = factor(rep(1:100, 5)), item = factor(rep(1:5, each = 100)))
show(clmm(y ~ female + (1 | id) + (1 | item), data = d))
