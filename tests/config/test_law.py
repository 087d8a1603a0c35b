"""Regulations that leave something open, and their neighbours that do not."""

from __future__ import annotations

import pytest

from tests.config.spoiled import Spoiled, problems, said

REGULATIONS = (
    Spoiled(
        "table_that_leaves_a_word_out",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "x"\n'
            'clause = "c"\n'
            'do = "award"\n'
            'on = "adoption"\n'
            'to = "reviewer"\n'
            'give.points = { by = "tier", table = { "区级" = 1, "市级" = 2 } }\n'
        ),
        (
            (
                "regulations/2014-03-01.toml:36:6: step.x.give.points: the table says "
                "nothing for 国家级 hint: add these entries, or rest = … for all else"
            ),
        ),
    ),
    Spoiled(
        "table_that_leaves_combinations_out",
        "first",
        '"国家级" = { "全文" = 40, "综合" = 20 }\n',
        "",
        (
            (
                "regulations/2014-03-01.toml:14:1: step.used.give.points: the table "
                "says nothing for 国家级 × 全文, 国家级 × 综合 hint: add these "
                "entries, or rest = … for all else"
            ),
        ),
    ),
    Spoiled(
        "table_that_leaves_many_out",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "x"\n'
            'clause = "c"\n'
            'do = "award"\n'
            'on = "adoption"\n'
            'to = "reviewer"\n'
            'give.points = { by = ["tier", "form", "headline"], table = { "区级" = { "全文" = { true = 1 } } } }\n'
        ),
        (
            (
                "regulations/2014-03-01.toml:36:6: step.x.give.points: the table says "
                "nothing for 区级 × 全文 × false, 区级 × 综合 × true, 区级 × 综合 "
                "× false, 市级 × 全文 × true, 市级 × 全文 × false and 6 more "
                "hint: add these entries, or rest = … for all else"
            ),
        ),
    ),
    Spoiled(
        "table_that_leaves_a_flag_out",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "x"\n'
            'clause = "c"\n'
            'do = "award"\n'
            'on = "adoption"\n'
            'to = "reviewer"\n'
            'give.points = { by = "headline", table = { true = 1 } }\n'
        ),
        (
            (
                "regulations/2014-03-01.toml:36:6: step.x.give.points: the table says "
                "nothing for false hint: add these entries, or rest = … for all else"
            ),
        ),
    ),
    Spoiled(
        "table_with_rest",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "x"\n'
            'clause = "c"\n'
            'do = "award"\n'
            'on = "adoption"\n'
            'to = "reviewer"\n'
            'give.points = { by = "tier", table = { "区级" = 1, "市级" = 2 }, rest = 0 }\n'
        ),
        (),
    ),
    Spoiled(
        "table_over_words_that_when_lets_through",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "x"\n'
            'clause = "c"\n'
            'do = "award"\n'
            'on = "adoption"\n'
            'to = "reviewer"\n'
            'when = { tier = { at_most = "市级" } }\n'
            'give.points = { by = "tier", table = { "区级" = 1, "市级" = 2 } }\n'
        ),
        (),
    ),
    Spoiled(
        "table_over_words_that_an_exclusion_lets_through",
        "first",
        ('[[step]]\nid = "used"'),
        (
            "[[step]]\n"
            'id = "e"\n'
            'clause = "c"\n'
            'do = "exclude"\n'
            'on = "adoption"\n'
            'when = { tier = "国家级" }\n'
            "\n"
            "[[step]]\n"
            'id = "used"'
        ),
        (
            (
                "warning: regulations/2014-03-01.toml:26:11: "
                'step.used.give.points.table."国家级"."全文": no row reaches the entry '
                "国家级 × 全文"
            ),
            (
                "warning: regulations/2014-03-01.toml:26:22: "
                'step.used.give.points.table."国家级"."综合": no row reaches the entry '
                "国家级 × 综合"
            ),
        ),
    ),
    Spoiled(
        "table_inside_a_case",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "x"\n'
            'clause = "c"\n'
            'do = "award"\n'
            'on = "adoption"\n'
            'to = "reviewer"\n'
            'give.points = { first = [ { when = { tier = ["区级", "市级"] }, give = { by = "tier", table = { "区级" = 1, "市级" = 2 } } } ], rest = 5 }\n'
        ),
        (),
    ),
    Spoiled(
        "table_in_the_rest_of_a_case",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "x"\n'
            'clause = "c"\n'
            'do = "award"\n'
            'on = "adoption"\n'
            'to = "reviewer"\n'
            'give.points = { first = [ { when = { tier = "国家级" }, give = 9 } ], rest = { by = "tier", table = { "区级" = 1, "市级" = 2 } } }\n'
        ),
        (),
    ),
    Spoiled(
        "table_by_a_derived_word",
        "first",
        "[[derive]]",
        (
            "[[derive]]\n"
            'name = "size"\n'
            'on = "adoption"\n'
            'word = { of = "length", at_least = { 0 = "短", 800 = "长" } }\n'
            "\n"
            "[[derive]]"
        ),
        (),
    ),
    Spoiled(
        "factor_for_claims_of_few_words",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "y"\n'
            'clause = "c"\n'
            'do = "award"\n'
            'on = "adoption"\n'
            'to = "editor"\n'
            'when = { tier = ["区级", "市级"] }\n'
            "give.points = 1\n"
            "\n"
            "[[step]]\n"
            'id = "x"\n'
            'clause = "c"\n'
            'do = "multiply"\n'
            'of = ["y"]\n'
            'factor = { by = "tier", table = { "区级" = 1, "市级" = 2 } }\n'
        ),
        (),
    ),
    Spoiled(
        "grid_with_a_column_twice",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "x"\n'
            'clause = "c"\n'
            'do = "award"\n'
            'on = "adoption"\n'
            'to = "reviewer"\n'
            'give.points = { by = ["tier", "form"], columns = ["全文", "全文"], rows = { "市级" = [1, 2] }, rest = 0 }\n'
        ),
        (
            (
                'regulations/2014-03-01.toml:36:84: step.x.give.points.rows."市级".2: '
                "the entry 市级 × 全文 stands twice"
            ),
        ),
    ),
    Spoiled(
        "entry_that_nothing_reaches",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "x"\n'
            'clause = "c"\n'
            'do = "award"\n'
            'on = "adoption"\n'
            'to = "reviewer"\n'
            'when = { tier = "市级" }\n'
            'give.points = { by = "tier", table = { "区级" = 1, "市级" = 2 } }\n'
        ),
        (
            (
                "warning: regulations/2014-03-01.toml:37:40: "
                'step.x.give.points.table."区级": no row reaches the entry 区级'
            ),
        ),
    ),
    Spoiled(
        "case_that_nothing_reaches",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "x"\n'
            'clause = "c"\n'
            'do = "award"\n'
            'on = "adoption"\n'
            'to = "reviewer"\n'
            "give.points = { first = [ { when = { page = { at_most = 4 } }, give = 2 }, { when = { page = 1 }, give = 4 } ] }\n"
        ),
        (
            (
                "regulations/2014-03-01.toml:36:78: step.x.give.points.first.2.when: "
                "no row reaches this case hint: the step's when or a case before it "
                "leaves nothing over"
            ),
        ),
    ),
    Spoiled(
        "bands_that_begin_late",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "x"\n'
            'clause = "c"\n'
            'do = "award"\n'
            'on = "adoption"\n'
            'to = "reviewer"\n'
            'give.points = { of = "length", at_least = { 500 = 1, 800 = 2 } }\n'
        ),
        (
            (
                "regulations/2014-03-01.toml:36:6: step.x.give.points: no band holds "
                "length < 500 hint: begin with an edge of 0, or say below = …"
            ),
        ),
    ),
    Spoiled(
        "bands_that_leave_zero_out",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "x"\n'
            'clause = "c"\n'
            'do = "award"\n'
            'on = "adoption"\n'
            'to = "reviewer"\n'
            'give.points = { of = "length", more_than = { 0 = 1, 800 = 2 } }\n'
        ),
        (
            (
                "regulations/2014-03-01.toml:36:6: step.x.give.points: no band holds "
                "length <= 0 hint: begin with an edge of 0, or say below = …"
            ),
        ),
    ),
    Spoiled(
        "bands_that_end_early",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "x"\n'
            'clause = "c"\n'
            'do = "award"\n'
            'on = "adoption"\n'
            'to = "reviewer"\n'
            'give.points = { of = "length", up_to = { 500 = 1, 800 = 2 } }\n'
        ),
        (
            (
                "regulations/2014-03-01.toml:36:6: step.x.give.points: no band holds "
                "length > 800 hint: say above = … for what lies beyond the last edge"
            ),
        ),
    ),
    Spoiled(
        "bands_that_end_below_an_edge",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "x"\n'
            'clause = "c"\n'
            'do = "award"\n'
            'on = "adoption"\n'
            'to = "reviewer"\n'
            'give.points = { of = "minutes", less_than = { "0.5" = 1 } }\n'
        ),
        (
            (
                "regulations/2014-03-01.toml:36:6: step.x.give.points: no band holds "
                "minutes >= 0.5 hint: say above = … for what lies beyond the last edge"
            ),
        ),
    ),
    Spoiled(
        "bands_with_below",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "x"\n'
            'clause = "c"\n'
            'do = "award"\n'
            'on = "adoption"\n'
            'to = "reviewer"\n'
            'give.points = { of = "length", at_least = { 500 = 1, 800 = 2 }, below = 0 }\n'
        ),
        (),
    ),
    Spoiled(
        "bands_that_begin_where_when_does",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "x"\n'
            'clause = "c"\n'
            'do = "award"\n'
            'on = "adoption"\n'
            'to = "reviewer"\n'
            "when = { length = { more_than = 499 } }\n"
            'give.points = { of = "length", at_least = { 500 = 1, 800 = 2 } }\n'
        ),
        (),
    ),
    Spoiled(
        "split_without_rounding_or_residue",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "x"\n'
            'clause = "c"\n'
            'do = "split"\n'
            'of = ["used"]\n'
            'to = "authors"\n'
            'by = "equal"\n'
        ),
        (
            (
                "regulations/2014-03-01.toml:30:1: step.x: shares may not come out "
                "even hint: say rounding = one of half_up, half_even, down, up"
            ),
            (
                "regulations/2014-03-01.toml:30:1: step.x.residue: what does not "
                "divide must go somewhere hint: say residue = one of first, last, drop"
            ),
        ),
    ),
    Spoiled(
        "split_to_one",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "x"\n'
            'clause = "c"\n'
            'do = "split"\n'
            'of = ["used"]\n'
            'to = "authors"\n'
            'by = "equal"\n'
            "most = 1\n"
        ),
        (),
    ),
    Spoiled(
        "more_decimals_than_the_measure",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "x"\n'
            'clause = "c"\n'
            'do = "award"\n'
            'on = "adoption"\n'
            'to = "reviewer"\n'
            'give.points = { by = "form", table = { "全文" = 2.5, "综合" = 1 } }\n'
        ),
        (
            (
                "regulations/2014-03-01.toml:36:6: step.x.give.points: 2.5 has more "
                "decimals than points, which has 0 hint: say rounding = one of "
                "half_up, half_even, down, up"
            ),
        ),
    ),
    Spoiled(
        "percent_with_more_decimals",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "x"\n'
            'clause = "c"\n'
            'do = "award"\n'
            'on = "adoption"\n'
            'to = "reviewer"\n'
            'give.points = "30%"\n'
        ),
        (
            (
                "regulations/2014-03-01.toml:36:6: step.x.give.points: 0.3 has more "
                "decimals than points, which has 0 hint: say rounding = one of "
                "half_up, half_even, down, up"
            ),
        ),
    ),
    Spoiled(
        "third_that_never_ends",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "x"\n'
            'clause = "c"\n'
            'do = "award"\n'
            'on = "adoption"\n'
            'to = "reviewer"\n'
            'give.yuan = "1/3"\n'
        ),
        (
            (
                "regulations/2014-03-01.toml:36:6: step.x.give.yuan: 1/3 has more "
                "decimals than yuan, which has 2 hint: say rounding = one of half_up, "
                "half_even, down, up"
            ),
        ),
    ),
    Spoiled(
        "decimals_that_are_rounded",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "x"\n'
            'clause = "c"\n'
            'do = "award"\n'
            'on = "adoption"\n'
            'to = "reviewer"\n'
            'rounding = "half_up"\n'
            "give.points = 2.5\n"
        ),
        (),
    ),
    Spoiled(
        "division",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "x"\n'
            'clause = "c"\n'
            'do = "award"\n'
            'on = "adoption"\n'
            'to = "reviewer"\n'
            'give.yuan = { divide = [ { field = "fee" }, 3 ] }\n'
        ),
        (
            (
                "regulations/2014-03-01.toml:36:6: step.x.give.yuan: a division may "
                "not come out even hint: say rounding = one of half_up, half_even, "
                "down, up"
            ),
        ),
    ),
    Spoiled(
        "exact_part_of_a_step",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "x"\n'
            'clause = "c"\n'
            'do = "award"\n'
            'on = "adoption"\n'
            'to = "reviewer"\n'
            'give.yuan = { each = 1000, of = "reads", give = 1, count = "exact" }\n'
        ),
        (
            (
                "regulations/2014-03-01.toml:36:6: step.x.give.yuan: a division may "
                "not come out even hint: say rounding = one of half_up, half_even, "
                "down, up"
            ),
        ),
    ),
    Spoiled(
        "ratio",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "x"\n'
            'clause = "c"\n'
            'do = "quota"\n'
            'for = "unit"\n'
            'count = "points"\n'
            "target = 3\n"
            "ratio.yuan = 50\n"
        ),
        (
            (
                "regulations/2014-03-01.toml:37:7: step.x.ratio.yuan: a ratio may not "
                "come out even hint: say rounding = one of half_up, half_even, down, up"
            ),
        ),
    ),
    Spoiled(
        "fraction_of_a_conversion",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "x"\n'
            'clause = "c"\n'
            'do = "convert"\n'
            'count = "points"\n'
            "every = 3\n"
            "give.yuan = 1\n"
            'remainder = "fraction"\n'
        ),
        (
            (
                "regulations/2014-03-01.toml:37:1: step.x.remainder: a fraction may "
                "not come out even hint: say rounding = one of half_up, half_even, "
                "down, up"
            ),
        ),
    ),
    Spoiled(
        "two_that_pay_the_same",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "y"\n'
            'clause = "c"\n'
            'do = "award"\n'
            'on = "adoption"\n'
            "give.points = 1\n"
            "when = { headline = true }\n"
        ),
        (
            (
                "regulations/2014-03-01.toml:30:1: step.y: y and used can both pay one "
                "adoption in points hint: if only one counts, write a keep or a set "
                'over both; if both count, adds_to = ["used"]; if never both, '
                "conditions that exclude each other"
            ),
            (
                "regulations/2015-03-01.toml:5:1: step.bonus: bonus and y can both pay "
                "one adoption in points hint: if only one counts, write a keep or a "
                'set over both; if both count, adds_to = ["y"]; if never both, '
                "conditions that exclude each other"
            ),
        ),
    ),
    Spoiled(
        "two_in_different_measures",
        "first",
        None,
        ('\n[[step]]\nid = "x"\nclause = "c"\ndo = "award"\non = "adoption"\ngive.yuan = 1\n'),
        (),
    ),
    Spoiled(
        "two_for_different_receivers",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "x"\n'
            'clause = "c"\n'
            'do = "award"\n'
            'on = "adoption"\n'
            'to = "reviewer"\n'
            "give.points = 1\n"
        ),
        (),
    ),
    Spoiled(
        "two_in_different_capacities",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "x"\n'
            'clause = "c"\n'
            'do = "award"\n'
            'on = "adoption"\n'
            'capacity = "extra"\n'
            "give.points = 1\n"
        ),
        (),
    ),
    Spoiled(
        "two_on_different_rows",
        "first",
        None,
        ('\n[[step]]\nid = "x"\nclause = "c"\ndo = "award"\non = "submission"\ngive.points = 1\n'),
        (),
    ),
    Spoiled(
        "two_that_add",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "x"\n'
            'clause = "c"\n'
            'do = "award"\n'
            'on = "adoption"\n'
            'adds_to = ["used"]\n'
            "give.points = 1\n"
        ),
        (
            (
                "regulations/2015-03-01.toml:5:1: step.bonus: bonus and x can both pay "
                "one adoption in points hint: if only one counts, write a keep or a "
                'set over both; if both count, adds_to = ["x"]; if never both, '
                "conditions that exclude each other"
            ),
        ),
    ),
    Spoiled(
        "two_that_add_by_part",
        "first",
        'id = "used"\n',
        ('id = "used"\npart = "采用"\n'),
        (),
    ),
    Spoiled(
        "two_under_one_keep",
        "first",
        ('[[step]]\nid = "used.highest"\nclause = "第二条"\ndo = "keep"\nof = ["used"]'),
        (
            "[[step]]\n"
            'id = "x"\n'
            'clause = "c"\n'
            'do = "award"\n'
            'on = "adoption"\n'
            "give.points = 1\n"
            "\n"
            "[[step]]\n"
            'id = "used.highest"\n'
            'clause = "第二条"\n'
            'do = "keep"\n'
            'of = ["used", "x"]'
        ),
        (
            (
                "regulations/2015-03-01.toml:2:1: from: from this edition on, step.x "
                "of regulations/2014-03-01.toml: x and used can both pay one adoption "
                "in points hint: if only one counts, write a keep or a set over both; "
                'if both count, adds_to = ["used"]; if never both, conditions that '
                "exclude each other"
            ),
            (
                "regulations/2015-03-01.toml:5:1: step.bonus: bonus and x can both pay "
                "one adoption in points hint: if only one counts, write a keep or a "
                'set over both; if both count, adds_to = ["x"]; if never both, '
                "conditions that exclude each other"
            ),
        ),
    ),
    Spoiled(
        "two_under_a_keep_of_another_measure",
        "first",
        ('[[step]]\nid = "used.highest"\nclause = "第二条"\ndo = "keep"\nof = ["used"]'),
        (
            "[[step]]\n"
            'id = "x"\n'
            'clause = "c"\n'
            'do = "award"\n'
            'on = "adoption"\n'
            "give = { points = 1, yuan = 1 }\n"
            "\n"
            "[[step]]\n"
            'id = "used.highest"\n'
            'clause = "第二条"\n'
            'do = "keep"\n'
            'measures = ["yuan"]\n'
            'of = ["x"]'
        ),
        (
            (
                "regulations/2014-03-01.toml:21:1: step.x: x and used can both pay one "
                "adoption in points hint: if only one counts, write a keep or a set "
                'over both; if both count, adds_to = ["used"]; if never both, '
                "conditions that exclude each other"
            ),
            (
                "regulations/2015-03-01.toml:5:1: step.bonus: bonus and x can both pay "
                "one adoption in points hint: if only one counts, write a keep or a "
                'set over both; if both count, adds_to = ["x"]; if never both, '
                "conditions that exclude each other"
            ),
        ),
    ),
    Spoiled(
        "two_told_apart_by_words",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "x"\n'
            'clause = "c"\n'
            'do = "award"\n'
            'on = "adoption"\n'
            'to = "reviewer"\n'
            'when = { form = "全文" }\n'
            "give.points = 1\n"
            "\n"
            "[[step]]\n"
            'id = "y"\n'
            'clause = "c"\n'
            'do = "award"\n'
            'on = "adoption"\n'
            'to = "reviewer"\n'
            'when = { form = { not = "全文" } }\n'
            "give.points = 2\n"
        ),
        (),
    ),
    Spoiled(
        "two_told_apart_by_numbers",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "x"\n'
            'clause = "c"\n'
            'do = "award"\n'
            'on = "adoption"\n'
            'to = "reviewer"\n'
            "when = { length = { at_least = 800 } }\n"
            "give.points = 1\n"
            "\n"
            "[[step]]\n"
            'id = "y"\n'
            'clause = "c"\n'
            'do = "award"\n'
            'on = "adoption"\n'
            'to = "reviewer"\n'
            "when = { length = { less_than = 800 } }\n"
            "give.points = 2\n"
        ),
        (),
    ),
    Spoiled(
        "two_told_apart_by_a_named_condition",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "x"\n'
            'clause = "c"\n'
            'do = "award"\n'
            'on = "adoption"\n'
            'to = "reviewer"\n'
            'when = "key_piece"\n'
            "give.points = 1\n"
            "\n"
            "[[step]]\n"
            'id = "y"\n'
            'clause = "c"\n'
            'do = "award"\n'
            'on = "adoption"\n'
            'to = "reviewer"\n'
            'when = { none = ["key_piece"] }\n'
            "give.points = 2\n"
        ),
        (),
    ),
    Spoiled(
        "two_told_apart_by_what_a_name_means",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "x"\n'
            'clause = "c"\n'
            'do = "award"\n'
            'on = "adoption"\n'
            'to = "reviewer"\n'
            'when = { none = ["key_piece"] }\n'
            "give.points = 1\n"
            "\n"
            "[[step]]\n"
            'id = "y"\n'
            'clause = "c"\n'
            'do = "award"\n'
            'on = "adoption"\n'
            'to = "reviewer"\n'
            "when = { page = 1 }\n"
            "give.points = 2\n"
        ),
        (),
    ),
    Spoiled(
        "two_told_apart_by_order_of_words",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "x"\n'
            'clause = "c"\n'
            'do = "award"\n'
            'on = "adoption"\n'
            'to = "reviewer"\n'
            'when = { tier = { at_least = "市级" } }\n'
            "give.points = 1\n"
            "\n"
            "[[step]]\n"
            'id = "y"\n'
            'clause = "c"\n'
            'do = "award"\n'
            'on = "adoption"\n'
            'to = "reviewer"\n'
            'when = { tier = "区级" }\n'
            "give.points = 2\n"
        ),
        (),
    ),
    Spoiled(
        "two_told_apart_by_their_tables",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "x"\n'
            'clause = "c"\n'
            'do = "award"\n'
            'on = "adoption"\n'
            'to = "reviewer"\n'
            'when = { tier = ["区级", "市级"] }\n'
            'give.points = { by = "tier", table = { "区级" = 1, "市级" = 2 } }\n'
            "\n"
            "[[step]]\n"
            'id = "y"\n'
            'clause = "c"\n'
            'do = "award"\n'
            'on = "adoption"\n'
            'to = "reviewer"\n'
            'when = { tier = "国家级" }\n'
            "give.points = 2\n"
        ),
        (),
    ),
    Spoiled(
        "two_that_touch_at_an_edge",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "x"\n'
            'clause = "c"\n'
            'do = "award"\n'
            'on = "adoption"\n'
            'to = "reviewer"\n'
            "when = { length = { at_least = 800 } }\n"
            "give.points = 1\n"
            "\n"
            "[[step]]\n"
            'id = "y"\n'
            'clause = "c"\n'
            'do = "award"\n'
            'on = "adoption"\n'
            'to = "reviewer"\n'
            "when = { length = { at_most = 800 } }\n"
            "give.points = 2\n"
        ),
        (
            (
                "regulations/2014-03-01.toml:39:1: step.y: y and x can both pay one "
                "adoption in points hint: if only one counts, write a keep or a set "
                'over both; if both count, adds_to = ["x"]; if never both, conditions '
                "that exclude each other"
            ),
        ),
    ),
    Spoiled(
        "two_in_a_later_edition",
        "second",
        'adds_to = ["used"]\n',
        "",
        (
            (
                "regulations/2015-03-01.toml:5:1: step.bonus: bonus and used can both "
                "pay one adoption in points hint: if only one counts, write a keep or "
                'a set over both; if both count, adds_to = ["used"]; if never both, '
                "conditions that exclude each other"
            ),
        ),
    ),
    Spoiled(
        "condition_that_can_never_hold",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "x"\n'
            'clause = "c"\n'
            'do = "award"\n'
            'on = "adoption"\n'
            'to = "reviewer"\n'
            "when = { length = { at_least = 800, less_than = 500 } }\n"
            "give.points = 1\n"
        ),
        ("regulations/2014-03-01.toml:36:1: step.x.when: this condition can never hold",),
    ),
    Spoiled(
        "condition_that_no_claim_fulfils",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "x"\n'
            'clause = "c"\n'
            'do = "award"\n'
            'on = "adoption"\n'
            'to = "reviewer"\n'
            'when = { form = "全文" }\n'
            "give.points = 1\n"
            "\n"
            "[[step]]\n"
            'id = "m"\n'
            'clause = "c"\n'
            'do = "multiply"\n'
            'of = ["x"]\n'
            'when = { form = "综合" }\n'
            "factor = 2\n"
        ),
        (
            (
                "regulations/2014-03-01.toml:44:1: step.m.when: no row that reaches "
                "this step fulfils its condition"
            ),
        ),
    ),
    Spoiled(
        "condition_on_what_was_excluded",
        "first",
        ('[[step]]\nid = "used"'),
        (
            "[[step]]\n"
            'id = "e"\n'
            'clause = "c"\n'
            'do = "exclude"\n'
            'on = "adoption"\n'
            "when = { headline = true }\n"
            "\n"
            "[[step]]\n"
            'id = "h"\n'
            'clause = "c"\n'
            'do = "award"\n'
            'on = "adoption"\n'
            'to = "editor"\n'
            "when = { headline = true }\n"
            "give.points = 1\n"
            "\n"
            "[[step]]\n"
            'id = "used"'
        ),
        (
            (
                "regulations/2014-03-01.toml:22:1: step.h.when: no row that reaches "
                "this step fulfils its condition"
            ),
        ),
    ),
    Spoiled(
        "selection_without_the_measure",
        "first",
        "keep = 1",
        ('keep = 1\nmeasures = ["yuan"]'),
        (
            (
                'regulations/2014-03-01.toml:25:7: step."used.highest".of.1: used '
                "gives points, not yuan"
            ),
        ),
    ),
    Spoiled(
        "clamp_of_another_measure",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "x"\n'
            'clause = "c"\n'
            'do = "clamp"\n'
            'of = ["used"]\n'
            'measure = "yuan"\n'
            'each = "total"\n'
            "at_most = 5\n"
        ),
        ("regulations/2014-03-01.toml:34:7: step.x.of.1: used gives points, not yuan",),
    ),
    Spoiled(
        "quota_of_what_nothing_gives",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "x"\n'
            'clause = "c"\n'
            'do = "quota"\n'
            'for = "unit"\n'
            'count = "yuan"\n'
            "target = 3\n"
        ),
        ("regulations/2014-03-01.toml:30:1: step.x.of: no step above gives yuan",),
    ),
    Spoiled(
        "left_on_a_work",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "x"\n'
            'clause = "c"\n'
            'do = "award"\n'
            'on = "adoption"\n'
            'to = "work"\n'
            "give.points = 1\n"
        ),
        (
            (
                "regulations/2014-03-01.toml:36:6: step.x.give.points: points stays "
                "with the work; no split below says whose it is hint: split it by a "
                'step with of = ["x"]'
            ),
        ),
    ),
    Spoiled(
        "split_of_a_work_in_another_measure",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "x"\n'
            'clause = "c"\n'
            'do = "award"\n'
            'on = "adoption"\n'
            'to = "work"\n'
            "give = { points = 1, yuan = 1 }\n"
            "\n"
            "[[step]]\n"
            'id = "s"\n'
            'clause = "c"\n'
            'do = "split"\n'
            'of = ["x"]\n'
            'measures = ["points"]\n'
            'to = "authors"\n'
            'by = "equal"\n'
            "most = 1\n"
        ),
        (
            (
                "regulations/2014-03-01.toml:36:22: step.x.give.yuan: yuan stays with "
                "the work; no split below says whose it is hint: split it by a step "
                'with of = ["x"]'
            ),
        ),
    ),
    Spoiled(
        "veto_before_what_pays",
        "first",
        ('[[step]]\nid = "used"'),
        (
            "[[step]]\n"
            'id = "first"\n'
            'clause = "c"\n'
            'do = "base"\n'
            'for = "unit"\n'
            "give.points = 1\n"
            "\n"
            "[[step]]\n"
            'id = "v"\n'
            'clause = "c"\n'
            'do = "void"\n'
            'on = "incident"\n'
            'match = ["unit"]\n'
            "\n"
            "[[step]]\n"
            'id = "used"'
        ),
        (
            (
                "warning: regulations/2014-03-01.toml:19:1: step.v.do: this veto does "
                "not reach what stands below it: used hint: write the veto below them, "
                "or say with of what it is about"
            ),
            (
                "warning: regulations/2015-03-01.toml:2:1: from: from this edition on, "
                "step.v.do of regulations/2014-03-01.toml: this veto does not reach "
                "what stands below it: used, bonus hint: write the veto below them, or "
                "say with of what it is about"
            ),
        ),
    ),
    Spoiled(
        "veto_after_what_pays",
        "first",
        None,
        ('\n[[step]]\nid = "x"\nclause = "c"\ndo = "void"\non = "incident"\nmatch = ["unit"]\n'),
        (),
    ),
    Spoiled(
        "unknown_value",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "x"\n'
            'clause = "c"\n'
            'do = "award"\n'
            'on = "adoption"\n'
            'to = "reviewer"\n'
            'give.points = { unknown = "原文缺" }\n'
        ),
        (
            (
                "notice: regulations/2014-03-01.toml:36:6: step.x.give.points: not in "
                "the source: 原文缺 hint: nothing is given here"
            ),
        ),
    ),
    Spoiled(
        "unknown_value_of_the_office",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "x"\n'
            'clause = "c"\n'
            'do = "award"\n'
            'on = "adoption"\n'
            'to = "reviewer"\n'
            'give.points = { unknown = "原文缺", office = 5 }\n'
        ),
        (
            (
                "notice: regulations/2014-03-01.toml:36:6: step.x.give.points: not in "
                "the source: 原文缺 hint: the office's own value stands in its place"
            ),
        ),
    ),
    Spoiled(
        "unknown_step",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "x"\n'
            'clause = "c"\n'
            'do = "award"\n'
            'on = "adoption"\n'
            'to = "reviewer"\n'
            'unknown = "原文缺"\n'
            "give.points = 1\n"
        ),
        (("notice: regulations/2014-03-01.toml:36:1: step.x.unknown: not in the source: 原文缺"),),
    ),
)


@pytest.mark.parametrize("spoiled", REGULATIONS, ids=lambda each: each.name)
def test_law_says(spoiled: Spoiled) -> None:
    found = problems(spoiled.texts())
    assert said(found) == spoiled.says
    # Both languages speak of the same place, and no template fails.
    assert [each.text("zh-CN").split(": ")[0] for each in found] == [
        each.text("en").split(": ")[0] for each in found
    ]
