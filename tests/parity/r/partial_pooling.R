# R 4.2.2, lme4 1.1-31, metafor 3.8-1: numbers quoted in tests/parity/test_partial_pooling_r.py.
# Variances by lme4 (REML, jointly); means and intervals by metafor with the Knapp–Hartung test at those variances.
suppressPackageStartupMessages({library(metafor); library(lme4)}); options(digits = 10)
tight <- lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-12))
show <- function(d) {
  d$cluster <- factor(d$cluster); d$stratum <- factor(d$stratum)
  m <- if (nlevels(d$stratum) > 1) lmer(y ~ 0 + stratum + (1 | cluster), d, control = tight) else lmer(y ~ 1 + (1 | cluster), d, control = tight)
  v <- as.data.frame(VarCorr(m))$vcov; print(v); print(fixef(m)); print(coef(m)$cluster)
  yi <- as.numeric(tapply(d$y, d$cluster, mean)); ni <- as.numeric(table(d$cluster)); s <- factor(as.numeric(tapply(as.integer(d$stratum), d$cluster, mean)))
  r <- if (nlevels(d$stratum) > 1) rma(yi, vi = v[2] / ni, mods = ~ 0 + s, tau2 = v[1], test = "knha") else rma(yi, vi = v[2] / ni, tau2 = v[1], test = "knha")
  print(cbind(r$b, r$se, r$ci.lb, r$ci.ub)); print(blup(r)$pred)
}
show(data.frame(y = Dyestuff$Yield, cluster = Dyestuff$Batch, stratum = 1))
sizes <- c(3, 8, 5, 12, 3, 9, 4, 10, 6); up <- c(3, 2, 4, 9, 0, 2, 3, 8, 6); down <- c(0, 2, 0, 1, 1, 4, 0, 0, 0)
moves <- unlist(lapply(1:9, function(j) rep(c(1, -1, 0), c(up[j], down[j], sizes[j] - up[j] - down[j]))))
show(data.frame(y = moves, cluster = rep(1:9, sizes), stratum = rep(1:3, c(16, 28, 16))))
