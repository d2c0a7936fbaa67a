"""Statistics: intervals, comparison, standardisation, funnels, trends, inequality. Numbers in, numbers out.

Scalar functions raise `Refused(reason)` where the data cannot bear the method; vector functions give NaN (or None)
in that place. Nothing gives an infinity or warns on the console. What each family of figures is computed by:

- wilson: `wilson`, `wilson_clustered` on `effective_size`
- rate, byar_count: `rate`, `poisson_interval`, `byar`, `byar_clustered`
- medians, means: `median_interval`, `mean_interval`; with waits not yet over, `kaplan_meier_median`, `compare_waits`
- a district against the rest: `compare_proportions`, `compare_rates`, `compare_clustered_proportions`,
  `compare_clustered_rates`, `compare_medians`; words `compare_labels`; family `benjamini_hochberg`
- direction of travel: `against_previous` (the scorecard's rule), `corporate_trend`, `corporate_trends` (Kent's)
- isr_rate, isr_ratio: `isr_rate`, `isr_ratio`, and for many areas `expected_counts`, `standardised_ratios`,
  `shortfall`, `agreed_side`
- funnel_proportion_limits, funnel_ratio_limits, funnel_rate_limits, funnel_proportion_significance,
  funnel_ratio_significance, funnel_rate_significance, funnel_axis: functions of those names;
  a whole funnel for a page: `assess_funnel`, `limits_at`, `curve_bases`
- funnel_overdispersion: `overdispersion`, `overdispersed_limits`, `overdispersion_test`
- funnel_sr_unadjusted_limits: `unadjusted_limits`; funnel_aggregation: `aggregate`;
  funnel_outlier_flag: `outside_limits`
- sii_point, sii_ci_simulation: `slope_index`, `deprivation_gradient`
- spc_limits: `process_limits`; spc_rules, spc_icons: `xmr_chart`, `chart_icons`; spc_rule_shift: `shift_complete`;
  spc_rule_trend: `trend_complete`; flags of both `part_of_run`; spc_rule_two_of_three: `two_of_three`;
  spc_rule_priority: `rule_labels`; spc_assurance: `assurance`; spc_short_series: `is_short`
- gini, gini_weighted: `gini`; theil: `theil`; atkinson: `atkinson`; lorenz: `lorenz`; hoover_schutz: `hoover`;
  also `concentration_index`
- gap: `gap`, `difference_interval`, `ratio_interval`, `chance_gap`, `spread_beyond_chance`
- ranks: `rank_interval`, `rank_interval_from_bounds`
- what is offered where: `dissimilarity`, `dissimilarity_from_rest`, `offers_present`

References
1. Wilson EB. Probable inference, the law of succession, and statistical inference. JASA 1927; 22: 209-12.
2. Newcombe RG, Altman DG. Proportions and their differences. In: Statistics with confidence, 2nd ed. BMJ, 2000.
3. Breslow NE, Day NE. Statistical methods in cancer research, volume II. IARC, 1987, pages 68-71 (Byar).
4. Ulm K. A simple method to calculate the confidence interval of an SMR. Am J Epidemiol
   1990; 131: 373-5 (exact Poisson by the chi-squared distribution).
5. Cochran WG. Sampling techniques, 3rd ed. Wiley, 1977, section 3.12 (ratio of cluster totals).
6. Kish L. Survey sampling. Wiley, 1965, chapter 8 (design effect, effective sample size).
7. McCullagh P, Nelder JA. Generalized linear models, 2nd ed. Chapman and Hall, 1989, section 6.2.3 (compound Poisson).
8. Campbell MJ, Gardner MJ. Medians and their differences. In: Statistics with confidence, 2nd ed. BMJ, 2000.
9. Student. The probable error of a mean. Biometrika 1908; 6: 1-25.
10. Fisher RA. The logic of inductive inference. JRSS 1935; 98: 39-82.
11. Lancaster HO. Significance tests in discrete distributions. JASA 1961; 56: 223-34 (mid-p).
12. Przyborowski J, Wilenski H. Homogeneity of results in testing samples from Poisson series. Biometrika 1940;
    31: 313-23.
13. Mann HB, Whitney DR. On a test of whether one of two random variables is stochastically larger. Ann Math Stat
    1947; 18: 50-60.
14. Benjamini Y, Hochberg Y. Controlling the false discovery rate. JRSS B 1995; 57: 289-300.
15. Draper NR, Smith H. Applied regression analysis, 3rd ed. Wiley, 1998, chapter 1.
16. PHEindicatormethods 2.1, indirectly standardised rates and ratios; Public Health England, Technical guide:
    confidence intervals, 2018.
17. PHEindicatormethods 2.1, funnel limits, significance and points; Public Health England, Technical guide:
    funnel plots.
18. FunnelPlotR 0.6, limits, overdispersion and outliers.
19. Spiegelhalter DJ. Handling over-dispersion of performance indicators. Qual Saf Health Care 2005; 14: 347-51; and
    NHS Digital, Summary Hospital-level Mortality Indicator, methodology.
20. Pearson K. On the criterion that a given system of deviations. Phil Mag 1900; 50: 157-75; Fisher RA, Statistical
    methods for research workers, 1925, section 16 (index of dispersion).
21. NHSRplotthedots 0.2, limits, rules and icons.
22. NHS England, Making data count: an SPC guide.
23. Wheeler DJ. Understanding variation: the key to managing chaos, 2nd ed. SPC Press, 2000.
24. Gini C. Variabilita e mutabilita. Bologna, 1912; pysal inequality 1.1.
25. Lerman RI, Yitzhaki S. Improving the accuracy of estimates of Gini coefficients. J Econometrics 1989; 42: 43-7.
26. Theil H. Economics and information theory. North-Holland, 1967.
27. Atkinson AB. On the measurement of inequality. J Econ Theory 1970; 2: 244-63.
28. Schutz RR. On the measurement of income inequality. Am Econ Rev 1951; 41: 107-22; Hoover EM, 1936.
29. Kakwani N, Wagstaff A, van Doorslaer E. Socioeconomic inequalities in health. J Econometrics 1997; 77: 87-103.
30. Low A, Low A. Measuring the gap: quantifying and comparing local health inequalities. J Public Health 2004;
    26: 388-95.
31. PHEindicatormethods 2.1, phe_sii.
32. Newcombe RG. Interval estimation for the difference between independent proportions. Stat Med 1998; 17: 873-90.
33. Zou GY, Donner A. Construction of confidence limits about effect measures. Stat Med 2008; 27: 1693-702.
34. DerSimonian R, Laird N. Meta-analysis in clinical trials. Control Clin Trials 1986; 7: 177-88.
35. Paule RC, Mandel J. Consensus values and weighting factors. J Res NBS 1982; 87: 377-85.
36. Viechtbauer W. Confidence intervals for the amount of heterogeneity in meta-analysis. Stat Med 2007; 26: 37-52.
37. Goldstein H, Spiegelhalter DJ. League tables and their limitations. JRSS A 1996; 159: 385-443.
38. Jeffreys H. An invariant form for the prior probability in estimation problems. Proc R Soc A 1946; 186: 453-61.
39. Kaplan EL, Meier P. Nonparametric estimation from incomplete observations. JASA 1958; 53: 457-81.
40. Brookmeyer R, Crowley J. A confidence interval for the median survival time. Biometrics 1982; 38: 29-41.
41. Mantel N. Evaluation of survival data and two new rank order statistics. Cancer Chemother Rep 1966; 50: 163-70.
42. Duncan OD, Duncan B. A methodological analysis of segregation indexes. Am Sociol Rev 1955; 20: 210-17.
43. Carrington WJ, Troske KR. On measuring segregation in samples with small units. J Bus Econ Stat 1997; 15: 402-9.
"""

# fmt: off
# isort: off
from .compare import (
    benjamini_hochberg, compare_clustered_proportions, compare_clustered_rates, compare_labels, compare_medians,
    compare_proportions, compare_rates,
)
from .funnel import (
    funnel_axis, funnel_axis_ends, funnel_proportion_limits, funnel_proportion_significance, funnel_rate_limits,
    funnel_rate_significance, funnel_ratio_limits, funnel_ratio_significance, limits_at_expected, outside_limits,
)
from .funnel_plot import Funnel, assess_funnel, curve_bases, limits_at
from .gaps import (
    ChanceGap, Gap, Spread, chance_gap, chance_variance, difference_interval, gap, ratio_interval,
    spread_beyond_chance,
)
from .inequality import (
    Theil, atkinson, concentration_index, gini, gini_ceiling, hoover, hoover_schutz, lorenz, max_minus_min,
    max_over_min, theil,
)
from .intervals import (
    byar, byar_clustered, dispersion, effective_size, mean_interval, median_interval, poisson_interval, rate, ratio,
    wilson, wilson_clustered,
)
from .offers import Dissimilarity, dissimilarity, dissimilarity_from_rest, offers_present
from .overdispersed import (
    DispersionTest, Overdispersion, aggregate, overdispersed_limits, overdispersion, overdispersion_test,
    unadjusted_limits,
)
from .ranks import Ranks, rank_interval, rank_interval_from_bounds
from .refusal import Refused
from .slope import Slope, deprivation_gradient, mid_ranks, slope_index
from .spc import (
    CLOSURES, Chart, Limits, Segment, chart_icons, closures_between, is_short, process_limits, school_week_rate,
    segment_kind, xmr_chart,
)
from .spc_rules import (
    assurance, assurance_icon, label_points, part_of_run, point_state, rule_labels, shift_complete, trend_complete,
    two_of_three,
)
from .standardise import Standardised, agreed_side, expected_counts, isr_rate, isr_ratio, shortfall, standardised_ratios
from .survival import Median, compare_waits, kaplan_meier, kaplan_meier_median
from .travel import Trend, against_previous, corporate_trend, corporate_trends

__all__ = [
    "CLOSURES", "ChanceGap", "Chart", "DispersionTest", "Dissimilarity", "Funnel", "Gap", "Limits", "Median",
    "Overdispersion", "Ranks", "Refused", "Segment", "Slope", "Spread", "Standardised", "Theil", "Trend",
    "against_previous", "aggregate", "agreed_side", "assess_funnel", "assurance", "assurance_icon", "atkinson",
    "benjamini_hochberg", "byar", "byar_clustered", "chance_gap", "chance_variance", "chart_icons",
    "closures_between", "compare_clustered_proportions", "compare_clustered_rates", "compare_labels",
    "compare_medians", "compare_proportions", "compare_rates", "compare_waits", "concentration_index",
    "corporate_trend", "corporate_trends", "curve_bases", "deprivation_gradient", "difference_interval",
    "dispersion", "dissimilarity", "dissimilarity_from_rest", "effective_size", "expected_counts", "funnel_axis",
    "funnel_axis_ends", "funnel_proportion_limits", "funnel_proportion_significance", "funnel_rate_limits",
    "funnel_rate_significance", "funnel_ratio_limits", "funnel_ratio_significance", "gap", "gini", "gini_ceiling",
    "hoover", "hoover_schutz", "is_short", "isr_rate", "isr_ratio", "kaplan_meier", "kaplan_meier_median",
    "label_points", "limits_at", "limits_at_expected", "lorenz", "max_minus_min", "max_over_min", "mean_interval",
    "median_interval", "mid_ranks", "offers_present", "outside_limits", "overdispersed_limits", "overdispersion",
    "overdispersion_test", "part_of_run", "point_state", "poisson_interval", "process_limits", "rank_interval",
    "rank_interval_from_bounds", "rate", "ratio", "ratio_interval", "rule_labels", "school_week_rate",
    "segment_kind", "shift_complete", "shortfall", "slope_index", "spread_beyond_chance", "standardised_ratios",
    "theil", "trend_complete", "two_of_three", "unadjusted_limits", "wilson", "wilson_clustered", "xmr_chart",
]
# isort: on
# fmt: on
