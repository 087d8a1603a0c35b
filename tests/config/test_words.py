"""One bad file per name that means nothing, or not what it is used for."""

from __future__ import annotations

import pytest

from tests.config.spoiled import Spoiled, problems, said

BAD = (
    Spoiled(
        "unknown_table",
        "first",
        None,
        ('\n[[step]]\nid = "x"\nclause = "c"\ndo = "award"\non = "adoptions"\ngive.points = 1\n'),
        (
            (
                "regulations/2014-03-01.toml:34:1: step.x.on: no such table hint: did "
                "you mean 'adoption'?"
            ),
        ),
    ),
    Spoiled(
        "unknown_measure",
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
            "give.pionts = 1\n"
        ),
        (
            (
                "regulations/2014-03-01.toml:36:6: step.x.give.pionts: no measure is "
                "called pionts hint: did you mean 'points'?"
            ),
        ),
    ),
    Spoiled(
        "no_measure_given",
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
            "give = {}\n"
        ),
        (
            (
                "regulations/2014-03-01.toml:36:1: step.x.give: a measure is needed, "
                "such as give.points = 5"
            ),
        ),
    ),
    Spoiled(
        "unknown_column_in_a_condition",
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
            'when = { teir = "市级" }\n'
            "give.points = 1\n"
        ),
        (
            (
                "regulations/2014-03-01.toml:36:10: step.x.when.teir: there is no "
                "column teir here hint: did you mean 'tier'?"
            ),
        ),
    ),
    Spoiled(
        "ambiguous_column",
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
            'when = { class = "重点" }\n'
            "give.points = 1\n"
        ),
        (
            (
                "regulations/2014-03-01.toml:36:10: step.x.when.class: class can mean "
                "work.unit.class, work.first_author.class, work.reviewer.class, "
                "work.editor.class hint: write the way in full"
            ),
        ),
    ),
    Spoiled(
        "unknown_named_condition",
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
            'when = "key_peice"\n'
            "give.points = 1\n"
        ),
        (
            (
                "regulations/2014-03-01.toml:36:1: step.x.when: no condition or yes/no "
                "column is called key_peice hint: did you mean 'key_piece'?"
            ),
        ),
    ),
    Spoiled(
        "named_condition_that_is_no_flag",
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
            'when = "tier"\n'
            "give.points = 1\n"
        ),
        (
            (
                "regulations/2014-03-01.toml:36:1: step.x.when: no condition or yes/no "
                "column is called tier hint: known: headline, key_piece"
            ),
        ),
    ),
    Spoiled(
        "unknown_word",
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
            'when = { tier = "市" }\n'
            "give.points = 1\n"
        ),
        (
            (
                "regulations/2014-03-01.toml:36:10: step.x.when.tier: tier is never "
                "\"市\" hint: did you mean '市级'?"
            ),
        ),
    ),
    Spoiled(
        "unknown_word_in_a_list",
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
            'when = { tier = ["市级", "县级"] }\n'
            "give.points = 1\n"
        ),
        (
            (
                "regulations/2014-03-01.toml:36:10: step.x.when.tier: tier is never "
                "\"县级\" hint: did you mean '市级'?"
            ),
        ),
    ),
    Spoiled(
        "number_for_a_word",
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
            "when = { form = 5 }\n"
            "give.points = 1\n"
        ),
        (
            (
                "regulations/2014-03-01.toml:36:10: step.x.when.form: form holds "
                'words, not 5 hint: write "5"'
            ),
        ),
    ),
    Spoiled(
        "word_for_a_number",
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
            'when = { length = { at_least = "long" } }\n'
            "give.points = 1\n"
        ),
        (
            (
                "regulations/2014-03-01.toml:36:21: step.x.when.length.at_least: "
                'length holds numbers, not "long"'
            ),
        ),
    ),
    Spoiled(
        "quoted_number",
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
            'when = { length = { at_least = "800" } }\n'
            "give.points = 1\n"
        ),
        (
            (
                "regulations/2014-03-01.toml:36:21: step.x.when.length.at_least: "
                'length holds numbers, not "800" hint: write 800'
            ),
        ),
    ),
    Spoiled(
        "quoted_day",
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
            'when = { day = { after = "2014-03-01" } }\n'
            "give.points = 1\n"
        ),
        (
            (
                "regulations/2014-03-01.toml:36:18: step.x.when.day.after: day holds "
                'days, not "2014-03-01" hint: write a day without quotes: 2014-03-01'
            ),
        ),
    ),
    Spoiled(
        "chinese_yes_for_a_flag",
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
            'when = { headline = "是" }\n'
            "give.points = 1\n"
        ),
        (
            (
                "regulations/2014-03-01.toml:36:10: step.x.when.headline: headline "
                'holds yes or no, not "是" hint: write true'
            ),
        ),
    ),
    Spoiled(
        "quoted_true_for_a_flag",
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
            'when = { headline = "True" }\n'
            "give.points = 1\n"
        ),
        (
            (
                "regulations/2014-03-01.toml:36:10: step.x.when.headline: headline "
                'holds yes or no, not "True" hint: write true'
            ),
        ),
    ),
    Spoiled(
        "number_test_on_a_flag",
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
            "when = { headline = { at_least = 1 } }\n"
            "give.points = 1\n"
        ),
        (
            (
                "regulations/2014-03-01.toml:36:23: step.x.when.headline.at_least: the "
                "test at_least does not fit headline, a column of the type flag hint: "
                "known: is, not, present"
            ),
        ),
    ),
    Spoiled(
        "order_of_words_without_order",
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
            'when = { form = { at_least = "综合" } }\n'
            "give.points = 1\n"
        ),
        (
            (
                "regulations/2014-03-01.toml:36:19: step.x.when.form.at_least: the "
                "words of form have no order hint: declare them from low to high with "
                "ordered = true"
            ),
        ),
    ),
    Spoiled(
        "is_on_a_list_of_words",
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
            'when = { tags = "专题" }\n'
            "give.points = 1\n"
        ),
        (
            (
                "regulations/2014-03-01.toml:36:10: step.x.when.tags: the test is does "
                "not fit tags, a column of the type words hint: known: has, has_any, "
                "has_all, not, none_of, present"
            ),
        ),
    ),
    Spoiled(
        "test_of_a_text",
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
            'when = { "work.title" = "通知" }\n'
            "give.points = 1\n"
        ),
        (
            (
                'regulations/2014-03-01.toml:36:10: step.x.when."work.title": the test '
                "is does not fit work.title, a column of the type text hint: known: "
                "present"
            ),
        ),
    ),
    Spoiled(
        "test_of_a_reference",
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
            'when = { work = "W1" }\n'
            "give.points = 1\n"
        ),
        (
            (
                "regulations/2014-03-01.toml:36:10: step.x.when.work: the test is does "
                "not fit work, a column of the type work hint: known: present"
            ),
        ),
    ),
    Spoiled(
        "outlet_that_is_not_listed",
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
            'when = { outlet = "海淀日报" }\n'
            "give.points = 1\n"
        ),
        (
            (
                "warning: regulations/2014-03-01.toml:36:10: step.x.when.outlet: "
                "\"海淀日报\" is not listed in agency.toml hint: did you mean '海淀报'?"
            ),
        ),
    ),
    Spoiled(
        "compared_with_unknown_column",
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
            'when = { evidence_day = { on_or_before = { column = "dya", plus_days = 5 } } }\n'
            "give.points = 1\n"
        ),
        (
            (
                "regulations/2014-03-01.toml:36:44: "
                "step.x.when.evidence_day.on_or_before.column: there is no column dya "
                "here hint: did you mean 'day'?"
            ),
        ),
    ),
    Spoiled(
        "compared_with_another_type",
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
            'when = { evidence_day = { on_or_before = { column = "length" } } }\n'
            "give.points = 1\n"
        ),
        (
            (
                "regulations/2014-03-01.toml:36:44: "
                "step.x.when.evidence_day.on_or_before.column: length is a column of "
                "the type count and cannot be compared with evidence_day"
            ),
        ),
    ),
    Spoiled(
        "days_added_to_a_number",
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
            'when = { length = { at_least = { column = "work.length", plus_days = 5 } } }\n'
            "give.points = 1\n"
        ),
        (
            (
                "regulations/2014-03-01.toml:36:58: "
                "step.x.when.length.at_least.plus_days: plus_days moves days; length "
                "holds none"
            ),
        ),
    ),
    Spoiled(
        "unknown_field",
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
            'give.points = { times = [{ field = "fees" }, 5] }\n'
        ),
        (
            (
                "regulations/2014-03-01.toml:36:28: step.x.give.points.times.1.field: "
                "there is no column fees here hint: did you mean 'fee'?"
            ),
        ),
    ),
    Spoiled(
        "field_that_is_no_number",
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
            'give.points = { field = "tier" }\n'
        ),
        (
            (
                "regulations/2014-03-01.toml:36:17: step.x.give.points.field: tier is "
                "a column of the type word, not of numbers hint: a table by this "
                "column can turn it into numbers"
            ),
        ),
    ),
    Spoiled(
        "bands_of_no_number",
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
            'give.points = { of = "form", at_least = { 0 = 1 } }\n'
        ),
        (
            (
                "regulations/2014-03-01.toml:36:17: step.x.give.points.of: form is a "
                "column of the type word, not of numbers hint: a table by this column "
                "can turn it into numbers"
            ),
        ),
    ),
    Spoiled(
        "table_by_unknown_column",
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
            'give.points = { by = "teir", table = { "市级" = 1 }, rest = 0 }\n'
        ),
        (
            (
                "regulations/2014-03-01.toml:36:17: step.x.give.points.by: there is no "
                "column teir here hint: did you mean 'tier'?"
            ),
        ),
    ),
    Spoiled(
        "table_by_a_day",
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
            'give.points = { by = "day", table = { "2014-03-01" = 1 } }\n'
        ),
        (
            (
                "regulations/2014-03-01.toml:36:17: step.x.give.points.by: a table "
                "cannot be looked up by day, a column of the type day"
            ),
        ),
    ),
    Spoiled(
        "table_with_unknown_word",
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
            'give.points = { by = "tier", table = { "市" = 1 }, rest = 0 }\n'
        ),
        (
            (
                'regulations/2014-03-01.toml:36:40: step.x.give.points.table."市": '
                "tier is never \"市\" hint: did you mean '市级'?"
            ),
        ),
    ),
    Spoiled(
        "grid_with_unknown_words",
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
            'give.points = { by = ["tier", "form"], columns = ["全", "综合"], rows = { "市" = [1, 2] }, rest = 0 }\n'
        ),
        (
            (
                "regulations/2014-03-01.toml:36:51: step.x.give.points.columns.1: form "
                "is never \"全\" hint: did you mean '全文'?"
            ),
            (
                'regulations/2014-03-01.toml:36:72: step.x.give.points.rows."市": tier '
                "is never \"市\" hint: did you mean '市级'?"
            ),
        ),
    ),
    Spoiled(
        "table_with_a_word_for_a_number",
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
            'give.points = { by = "page", table = { first = 1 }, rest = 0 }\n'
        ),
        (
            (
                "regulations/2014-03-01.toml:36:40: step.x.give.points.table.first: "
                'page holds numbers, not "first"'
            ),
        ),
    ),
    Spoiled(
        "table_with_python_words_for_yes",
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
            'give.points = { by = "headline", table = { True = 1, "否" = 2 } }\n'
        ),
        (
            (
                "regulations/2014-03-01.toml:36:44: step.x.give.points.table.True: "
                'headline holds yes or no, not "True" hint: write true'
            ),
            (
                'regulations/2014-03-01.toml:36:54: step.x.give.points.table."否": '
                'headline holds yes or no, not "否" hint: write false'
            ),
        ),
    ),
    Spoiled(
        "unknown_word_in_a_case",
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
            'give.points = { first = [ { when = { tier = "市" }, give = 1 } ], rest = 0 }\n'
        ),
        (
            (
                "regulations/2014-03-01.toml:36:38: "
                'step.x.give.points.first.1.when.tier: tier is never "市" hint: did '
                "you mean '市级'?"
            ),
        ),
    ),
    Spoiled(
        "total_of_a_fact",
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
            'give.points = { total = "points" }\n'
        ),
        (
            (
                "regulations/2014-03-01.toml:36:17: step.x.give.points.total: only "
                'rows that are subjects have a total hint: look at on = "totals", or '
                "at the results of a step"
            ),
        ),
    ),
    Spoiled(
        "total_of_unknown_measure",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "x"\n'
            'clause = "c"\n'
            'do = "award"\n'
            'on = "totals"\n'
            'for = "unit"\n'
            'give.points = { total = "point" }\n'
        ),
        (
            (
                "regulations/2014-03-01.toml:36:17: step.x.give.points.total: no "
                "measure is called point hint: did you mean 'points'?"
            ),
        ),
    ),
    Spoiled(
        "total_of_unknown_step",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "x"\n'
            'clause = "c"\n'
            'do = "award"\n'
            'on = "totals"\n'
            'for = "unit"\n'
            'give.points = { total = "points", of = ["usd"] }\n'
        ),
        (
            (
                "regulations/2014-03-01.toml:36:41: step.x.give.points.of.1: no step "
                "or part above is called usd hint: did you mean 'used'?"
            ),
        ),
    ),
    Spoiled(
        "totals_have_no_such_column",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "x"\n'
            'clause = "c"\n'
            'do = "award"\n'
            'on = "totals"\n'
            'for = "unit"\n'
            "when = { pionts = { at_least = 5 } }\n"
            "give.yuan = 1\n"
        ),
        (
            (
                "regulations/2014-03-01.toml:36:21: step.x.when.pionts.at_least: there "
                "is no column pionts here hint: did you mean 'points'?"
            ),
        ),
    ),
    Spoiled(
        "flag_of_a_later_step",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "x"\n'
            'clause = "c"\n'
            'do = "award"\n'
            'on = "totals"\n'
            'for = "unit"\n'
            'when = { "先进" = true }\n'
            "give.yuan = 1\n"
            "\n"
            "[[step]]\n"
            'id = "y"\n'
            'clause = "c"\n'
            'do = "flag"\n'
            'on = "totals"\n'
            "when = { points = { at_least = 5 } }\n"
            'flag = "先进"\n'
        ),
        ('regulations/2014-03-01.toml:36:10: step.x.when."先进": there is no column 先进 here',),
    ),
    Spoiled(
        "unknown_receiver",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "x"\n'
            'clause = "c"\n'
            'do = "award"\n'
            'on = "adoption"\n'
            'to = "auther"\n'
            "give.points = 1\n"
        ),
        (
            (
                "regulations/2014-03-01.toml:35:1: step.x.to: there is no column "
                "auther here hint: did you mean 'authors'?"
            ),
        ),
    ),
    Spoiled(
        "receiver_that_is_nobody",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "x"\n'
            'clause = "c"\n'
            'do = "award"\n'
            'on = "adoption"\n'
            'to = ["outlet", "unit"]\n'
            "give.points = 1\n"
        ),
        (
            (
                "regulations/2014-03-01.toml:35:7: step.x.to.1: outlet is no column "
                "that holds units or people"
            ),
        ),
    ),
    Spoiled(
        "members_of_no_unit",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "x"\n'
            'clause = "c"\n'
            'do = "award"\n'
            'on = "adoption"\n'
            'to = { members_of = "reviewer" }\n'
            "give.points = 1\n"
        ),
        (
            (
                "regulations/2014-03-01.toml:35:8: step.x.to.members_of: reviewer is "
                "no column that holds a unit"
            ),
        ),
    ),
    Spoiled(
        "no_receiver_on_this_table",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "x"\n'
            'clause = "c"\n'
            'do = "award"\n'
            'on = "metric"\n'
            'to = "first_author"\n'
            "give.points = 1\n"
        ),
        (("regulations/2014-03-01.toml:35:1: step.x.to: there is no column first_author here"),),
    ),
    Spoiled(
        "unknown_step_in_of",
        "first",
        'of = ["used"]',
        'of = ["usde"]',
        (
            (
                'regulations/2014-03-01.toml:25:7: step."used.highest".of.1: no step '
                "or part above is called usde hint: did you mean 'used'?"
            ),
        ),
    ),
    Spoiled(
        "step_in_of_that_stands_below",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "x"\n'
            'clause = "c"\n'
            'do = "multiply"\n'
            'of = ["y"]\n'
            "factor = 2\n"
            "\n"
            "[[step]]\n"
            'id = "y"\n'
            'clause = "c"\n'
            'do = "award"\n'
            'on = "adoption"\n'
            'to = "editor"\n'
            "give.points = 1\n"
        ),
        (
            (
                "regulations/2014-03-01.toml:34:7: step.x.of.1: no step or part above "
                "is called y hint: known: used"
            ),
        ),
    ),
    Spoiled(
        "step_in_of_that_opens_nothing",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "x"\n'
            'clause = "c"\n'
            'do = "multiply"\n'
            'of = ["used.highest"]\n'
            "factor = 2\n"
        ),
        (
            (
                "regulations/2014-03-01.toml:34:7: step.x.of.1: the step used.highest "
                "opens no claims hint: did you mean 'used'?"
            ),
        ),
    ),
    Spoiled(
        "unknown_step_in_adds_to",
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
            'adds_to = ["usd"]\n'
        ),
        (
            (
                "regulations/2014-03-01.toml:37:12: step.x.adds_to.1: no step or part "
                "above is called usd hint: did you mean 'used'?"
            ),
        ),
    ),
    Spoiled(
        "unknown_step_in_also",
        "first",
        'order = ["highest", "earliest"]',
        ('order = ["highest"]\nalso = ["bonus"]'),
        (
            (
                'regulations/2014-03-01.toml:29:9: step."used.highest".also.1: no step '
                "or part above is called bonus hint: known: used"
            ),
        ),
    ),
    Spoiled(
        "unknown_measure_in_measures",
        "first",
        "keep = 1",
        ('keep = 1\nmeasures = ["point"]'),
        (
            (
                'regulations/2014-03-01.toml:28:13: step."used.highest".measures.1: no '
                "measure is called point hint: did you mean 'points'?"
            ),
        ),
    ),
    Spoiled(
        "unknown_column_in_per",
        "first",
        'per = ["work"]',
        'per = ["works"]',
        (
            (
                'regulations/2014-03-01.toml:26:8: step."used.highest".per.1: there is '
                "no column works here hint: did you mean 'work'?"
            ),
        ),
    ),
    Spoiled(
        "unknown_column_in_order",
        "first",
        '"highest", "earliest"',
        '{ high = "teir" }',
        (
            (
                'regulations/2014-03-01.toml:28:12: step."used.highest".order.1.high: '
                "there is no column teir here hint: did you mean 'tier'?"
            ),
        ),
    ),
    Spoiled(
        "column_in_per_that_some_claims_lack",
        "first",
        ('[[step]]\nid = "used.highest"'),
        (
            "[[step]]\n"
            'id = "m"\n'
            'clause = "c"\n'
            'do = "award"\n'
            'on = "metric"\n'
            "give.points = 1\n"
            "\n"
            "[[step]]\n"
            'id = "used.highest"\n'
            "when = { value = 1 }"
        ),
        (
            (
                'regulations/2014-03-01.toml:30:10: step."used.highest".when.value: '
                "there is no column value here hint: did you mean 'aliases'?"
            ),
        ),
    ),
    Spoiled(
        "unknown_measure_to_rank_by",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "x"\n'
            'clause = "c"\n'
            'do = "rank"\n'
            'for = "unit"\n'
            'by = "point"\n'
            'ties = "share"\n'
            'zeros = "in"\n'
        ),
        (
            (
                "regulations/2014-03-01.toml:35:1: step.x.by: no measure is called "
                "point hint: did you mean 'points'?"
            ),
        ),
    ),
    Spoiled(
        "unknown_group_of_a_ranking",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "x"\n'
            'clause = "c"\n'
            'do = "rank"\n'
            'for = "unit"\n'
            'by = "points"\n'
            'groups = ["klass"]\n'
            'ties = "share"\n'
            'zeros = "in"\n'
        ),
        (
            (
                "regulations/2014-03-01.toml:36:11: step.x.groups.1: there is no "
                "column klass here hint: did you mean 'class'?"
            ),
        ),
    ),
    Spoiled(
        "unknown_level",
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
            'within = "monthly"\n'
        ),
        (
            (
                "regulations/2014-03-01.toml:37:1: step.x.within: monthly is no level "
                "of periods and no window hint: did you mean 'month'?"
            ),
        ),
    ),
    Spoiled(
        "level_of_no_terms",
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
            'within = "term"\n'
        ),
        (
            (
                "regulations/2014-03-01.toml:37:1: step.x.within: term is no level of "
                "periods and no window hint: did you mean 'theme'?"
            ),
        ),
    ),
    Spoiled(
        "unknown_posting",
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
            'post = "next moon"\n'
        ),
        (
            (
                "regulations/2014-03-01.toml:37:1: step.x.post: moon is no level of "
                "periods hint: did you mean 'next month'?"
            ),
        ),
    ),
    Spoiled(
        "dated_by_no_day",
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
            'dated_by = "length"\n'
            "give.points = 1\n"
        ),
        (
            (
                "regulations/2014-03-01.toml:36:1: step.x.dated_by: length is a column "
                "of the type count, not of days"
            ),
        ),
    ),
    Spoiled(
        "dated_by_unknown_column",
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
            'dated_by = "evidnce_day"\n'
            "give.points = 1\n"
        ),
        (
            (
                "regulations/2014-03-01.toml:36:1: step.x.dated_by: there is no column "
                "evidnce_day here hint: did you mean 'evidence_day'?"
            ),
        ),
    ),
    Spoiled(
        "default_that_fits_no_table",
        "first",
        "[[derive]]",
        ('[defaults]\nto = "first_auther"\n\n[[derive]]'),
        (
            (
                "regulations/2014-03-01.toml:5:1: defaults.to: there is no column "
                "first_auther here hint: did you mean 'first_author'?"
            ),
        ),
    ),
    Spoiled(
        "runs_of_whole_periods",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "x"\n'
            'clause = "c"\n'
            'do = "flag"\n'
            'on = "totals"\n'
            "when = { points = 0 }\n"
            'flag = "批评"\n'
            "runs = 3\n"
        ),
        (
            (
                "regulations/2014-03-01.toml:30:1: step.x.within: runs needs a level "
                "in within, such as month"
            ),
        ),
    ),
    Spoiled(
        "results_of_unknown_step",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "x"\n'
            'clause = "c"\n'
            'do = "award"\n'
            'on = { results = "q" }\n'
            "give.points = 1\n"
        ),
        ("regulations/2014-03-01.toml:34:8: step.x.on.results: no step above is called q",),
    ),
    Spoiled(
        "results_of_a_step_that_leaves_none",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "x"\n'
            'clause = "c"\n'
            'do = "award"\n'
            'on = { results = "used" }\n'
            "give.points = 1\n"
        ),
        (
            (
                "regulations/2014-03-01.toml:34:8: step.x.on.results: the step used "
                "leaves no results hint: results are left by quota, rank, convert"
            ),
        ),
    ),
    Spoiled(
        "outcome_that_is_never",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "q"\n'
            'clause = "c"\n'
            'do = "quota"\n'
            'for = "unit"\n'
            'count = "points"\n'
            "target = 3\n"
            "\n"
            "[[step]]\n"
            'id = "x"\n'
            'clause = "c"\n'
            'do = "award"\n'
            'on = { results = "q" }\n'
            'when = { outcome = "missed" }\n'
            "give.points = 1\n"
        ),
        (
            (
                "regulations/2014-03-01.toml:43:10: step.x.when.outcome: outcome is "
                'never "missed" hint: known: unmet, met'
            ),
        ),
    ),
    Spoiled(
        "rank_has_no_missing",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "r"\n'
            'clause = "c"\n'
            'do = "rank"\n'
            'for = "unit"\n'
            'by = "points"\n'
            'ties = "share"\n'
            'zeros = "in"\n'
            "\n"
            "[[step]]\n"
            'id = "x"\n'
            'clause = "c"\n'
            'do = "award"\n'
            'on = { results = "r" }\n'
            "when = { missing = 1 }\n"
            "give.points = 1\n"
        ),
        (
            (
                "regulations/2014-03-01.toml:44:10: step.x.when.missing: there is no "
                "column missing here"
            ),
        ),
    ),
    Spoiled(
        "derive_on_unknown_table",
        "first",
        "[[derive]]",
        ('[[derive]]\nname = "d"\non = "adoptions"\nvalue = 1\n\n[[derive]]'),
        (
            (
                "regulations/2014-03-01.toml:6:1: derive.d.on: there are no rows "
                "called adoptions hint: did you mean 'adoption'?"
            ),
        ),
    ),
    Spoiled(
        "derive_with_the_name_of_a_column",
        "first",
        'name = "key_piece"',
        'name = "form"',
        (
            (
                "regulations/2014-03-01.toml:5:1: derive.form.name: this table has a "
                "column form already"
            ),
            (
                "regulations/2015-03-01.toml:10:1: step.bonus.when: no condition or "
                "yes/no column is called key_piece hint: known: headline"
            ),
        ),
    ),
    Spoiled(
        "derive_with_unknown_column",
        "first",
        "[[derive]]",
        ('[[derive]]\nname = "d"\non = "adoption"\nvalue = { field = "fees" }\n\n[[derive]]'),
        (
            (
                "regulations/2014-03-01.toml:7:11: derive.d.value.field: there is no "
                "column fees here hint: did you mean 'fee'?"
            ),
        ),
    ),
    Spoiled(
        "derive_of_one_below",
        "first",
        "[[derive]]",
        ('[[derive]]\nname = "d"\non = "adoption"\nwhen = "key_piece"\n\n[[derive]]'),
        (
            (
                "regulations/2014-03-01.toml:7:1: derive.d.when: no condition or "
                "yes/no column is called key_piece hint: known: headline"
            ),
        ),
    ),
    Spoiled(
        "derive_with_unknown_list",
        "first",
        "[[derive]]",
        (
            "[[derive]]\n"
            'name = "d"\n'
            'on = "adoption"\n'
            'word = { of = "length", at_least = { 0 = "短" } }\n'
            'words = "sizes"\n'
            "\n"
            "[[derive]]"
        ),
        (
            (
                "regulations/2014-03-01.toml:8:1: derive.d.words: no list of words is "
                "called sizes hint: known: tier, form"
            ),
        ),
    ),
    Spoiled(
        "derive_with_word_outside_its_list",
        "first",
        "[[derive]]",
        (
            "[[derive]]\n"
            'name = "d"\n'
            'on = "adoption"\n'
            'word = { of = "length", at_least = { 0 = "短" } }\n'
            'words = "form"\n'
            "\n"
            "[[derive]]"
        ),
        (
            (
                "regulations/2014-03-01.toml:7:38: derive.d.word.at_least.0: 短 is not "
                "among the words of form hint: known: 全文, 综合"
            ),
        ),
    ),
    Spoiled(
        "derived_word_that_is_never",
        "first",
        "[[derive]]",
        (
            "[[derive]]\n"
            'name = "d"\n'
            'on = "adoption"\n'
            'word = { of = "length", at_least = { 0 = "短", 800 = "长" } }\n'
            "\n"
            "[[derive]]\n"
            'name = "e"\n'
            'on = "adoption"\n'
            'when = { d = "大" }\n'
            "\n"
            "[[derive]]"
        ),
        (
            (
                'regulations/2014-03-01.toml:12:10: derive.e.when.d: d is never "大" '
                "hint: known: 短, 长"
            ),
        ),
    ),
    Spoiled(
        "related_to_unknown_table",
        "first",
        "[[derive]]",
        (
            "[[derive]]\n"
            'name = "d"\n'
            'on = "adoption"\n'
            'related = { how = "count", of = "adoptions", match = "work", dated = "any" }\n'
            "\n"
            "[[derive]]"
        ),
        (
            (
                "regulations/2014-03-01.toml:7:28: derive.d.related.of: no such table "
                "hint: did you mean 'adoption'?"
            ),
        ),
    ),
    Spoiled(
        "related_by_unknown_column",
        "first",
        "[[derive]]",
        (
            "[[derive]]\n"
            'name = "d"\n'
            'on = "adoption"\n'
            'related = { how = "count", of = "endorsement", match = { wrk = "work" }, dated = "any" }\n'
            "\n"
            "[[derive]]"
        ),
        (
            (
                "regulations/2014-03-01.toml:7:58: derive.d.related.match.wrk: there "
                "is no column wrk here hint: did you mean 'work'?"
            ),
        ),
    ),
    Spoiled(
        "related_by_columns_that_differ",
        "first",
        "[[derive]]",
        (
            "[[derive]]\n"
            'name = "d"\n'
            'on = "adoption"\n'
            'related = { how = "count", of = "endorsement", match = { work = "unit" }, dated = "any" }\n'
            "\n"
            "[[derive]]"
        ),
        (
            (
                "regulations/2014-03-01.toml:7:58: derive.d.related.match.work: work "
                "(work) and unit (unit) cannot be equal"
            ),
        ),
    ),
    Spoiled(
        "related_sum_of_nothing",
        "first",
        "[[derive]]",
        (
            "[[derive]]\n"
            'name = "d"\n'
            'on = "adoption"\n'
            'related = { how = "sum", of = "adoption", match = "work", dated = "any" }\n'
            "\n"
            "[[derive]]"
        ),
        (
            (
                "regulations/2014-03-01.toml:7:1: derive.d.related.column: sum needs "
                "the column that it looks at"
            ),
        ),
    ),
    Spoiled(
        "related_sum_of_words",
        "first",
        "[[derive]]",
        (
            "[[derive]]\n"
            'name = "d"\n'
            'on = "adoption"\n'
            'related = { how = "sum", of = "adoption", match = "work", dated = "any", column = "form" }\n'
            "\n"
            "[[derive]]"
        ),
        (
            (
                "regulations/2014-03-01.toml:7:74: derive.d.related.column: sum does "
                "not fit form, a column of the type word"
            ),
        ),
    ),
    Spoiled(
        "related_count_of_a_column",
        "first",
        "[[derive]]",
        (
            "[[derive]]\n"
            'name = "d"\n'
            'on = "adoption"\n'
            'related = { how = "count", of = "adoption", match = "work", dated = "any", column = "fee" }\n'
            "\n"
            "[[derive]]"
        ),
        (
            (
                "regulations/2014-03-01.toml:7:76: derive.d.related.column: count "
                "looks at no column hint: leave this key out"
            ),
        ),
    ),
    Spoiled(
        "related_where_unknown",
        "first",
        "[[derive]]",
        (
            "[[derive]]\n"
            'name = "d"\n'
            'on = "adoption"\n'
            'related = { how = "count", of = "adoption", match = "work", dated = "any", where = { teir = "市级" } }\n'
            "\n"
            "[[derive]]"
        ),
        (
            (
                "regulations/2014-03-01.toml:7:86: derive.d.related.where.teir: there "
                "is no column teir here hint: did you mean 'tier'?"
            ),
        ),
    ),
    Spoiled(
        "deadline_of_no_day",
        "first",
        "[[derive]]",
        ('[[derive]]\nname = "d"\non = "adoption"\ndeadline = { of = "length" }\n\n[[derive]]'),
        (
            (
                "regulations/2014-03-01.toml:7:14: derive.d.deadline.of: length is a "
                "column of the type count, not of days"
            ),
        ),
    ),
    Spoiled(
        "deadline_of_unknown_period",
        "first",
        "[[derive]]",
        (
            "[[derive]]\n"
            'name = "d"\n'
            'on = "adoption"\n'
            'deadline = { of = "day", period = "term" }\n'
            "\n"
            "[[derive]]"
        ),
        (
            (
                "regulations/2014-03-01.toml:7:26: derive.d.deadline.period: term is "
                "no level of periods hint: did you mean 'quarter'?"
            ),
        ),
    ),
    Spoiled(
        "repeal_of_unknown_step",
        "second",
        '["used.highest"]',
        '["used.hihgest"]',
        (
            (
                "regulations/2015-03-01.toml:3:12: repeals.1: no step used.hihgest "
                "stands in the editions before this one hint: did you mean "
                "'used.highest'?"
            ),
        ),
    ),
    Spoiled(
        "new_step_that_stands_nowhere",
        "second",
        'after = "used"\n',
        "",
        (
            (
                "regulations/2015-03-01.toml:5:1: step.bonus.after: a new step of a "
                "later edition says behind which step it stands hint: known: used, "
                "used.highest"
            ),
        ),
    ),
    Spoiled(
        "new_step_behind_unknown_step",
        "second",
        'after = "used"',
        'after = "usde"',
        (
            (
                "regulations/2015-03-01.toml:13:1: step.bonus.after: no step usde "
                "stands in the editions before this one hint: did you mean 'used'?"
            ),
        ),
    ),
    Spoiled(
        "after_in_the_first_edition",
        "first",
        "keep = 1",
        ('keep = 1\nafter = "used"'),
        (
            (
                'regulations/2014-03-01.toml:28:1: step."used.highest".after: the '
                "steps of the first edition stand in the order written hint: leave "
                "this key out"
            ),
        ),
    ),
    Spoiled(
        "after_of_a_replaced_step",
        "second",
        'id = "bonus"',
        'id = "used"',
        (
            (
                "regulations/2015-03-01.toml:13:1: step.used.after: a step that "
                "replaces another keeps its place hint: leave this key out"
            ),
        ),
    ),
    Spoiled(
        "editions_of_one_day",
        "second",
        "from = 2015-03-01",
        "from = 2014-03-01",
        (
            (
                "regulations/2015-03-01.toml:2:1: from: regulations/2014-03-01.toml "
                "starts on the same day"
            ),
        ),
    ),
    Spoiled(
        "edition_that_breaks_an_earlier_step",
        "second",
        'repeals = ["used.highest"]',
        'repeals = ["used"]',
        (
            (
                "regulations/2015-03-01.toml:2:1: from: from this edition on, "
                'step."used.highest".of.1 of regulations/2014-03-01.toml: no step or '
                "part above is called used hint: known: bonus"
            ),
            (
                "regulations/2015-03-01.toml:12:12: step.bonus.adds_to.1: no step or "
                "part above is called used hint: known: bonus"
            ),
        ),
    ),
    Spoiled(
        "derive_that_changes_its_type",
        "second",
        "[[step]]",
        ('[[derive]]\nname = "key_piece"\non = "adoption"\nvalue = 1\n\n[[step]]'),
        (
            (
                "regulations/2015-03-01.toml:6:1: derive.key_piece.name: key_piece was "
                "of the type flag in an earlier edition; give it another name"
            ),
        ),
    ),
)


@pytest.mark.parametrize("spoiled", BAD, ids=lambda each: each.name)
def test_words_say(spoiled: Spoiled) -> None:
    found = problems(spoiled.texts())
    assert said(found) == spoiled.says
    # Both languages speak of the same place, and no template fails.
    assert [each.text("zh-CN").split(": ")[0] for each in found] == [
        each.text("en").split(": ")[0] for each in found
    ]
