"""One bad file per mistake of writing: syntax, keys, types, choices."""

from __future__ import annotations

import pytest

from tests.config.spoiled import Spoiled, problems, said

BAD = (
    Spoiled(
        "full_width_quote",
        "agency",
        'source = "S001-07"',
        "source = “S001-07”",
        (
            (
                "agency.toml:2:10: a value is needed here; texts stand in quotes hint: "
                '“ is a full-width character; write "'
            ),
        ),
    ),
    Spoiled(
        "full_width_equals",
        "agency",
        "source =",
        "source ＝",
        (
            (
                "agency.toml:2:8: an = is missing after the key hint: ＝ is a "
                "full-width character; write ="
            ),
        ),
    ),
    Spoiled(
        "chinese_key_without_quotes",
        "first",
        '"国家级" = {',
        "国家级 = {",
        (
            (
                "regulations/2014-03-01.toml:19:1: a key = value is needed here hint: "
                'a Chinese key needs quotes: "国家级"'
            ),
        ),
    ),
    Spoiled(
        "text_that_is_not_closed",
        "agency",
        'source = "S001-07"',
        'source = "S001-07',
        ("agency.toml:2:18: a quoted text is not closed",),
    ),
    Spoiled(
        "table_header_that_is_not_closed",
        "agency",
        "[calendar]",
        "[calendar",
        ("agency.toml:4:10: a ] is missing",),
    ),
    Spoiled(
        "key_that_stands_twice",
        "agency",
        "source =",
        ('language = "en"\nlanguage ='),
        ("agency.toml:3:21: this key stands twice",),
    ),
    Spoiled(
        "table_that_stands_twice",
        "agency",
        "[words.form]",
        "[words.tier]",
        ("agency.toml:18:12: this table stands twice",),
    ),
    Spoiled(
        "text_without_quotes",
        "agency",
        '"S001-07"',
        "S001-07",
        ("agency.toml:2:10: a value is needed here; texts stand in quotes",),
    ),
    Spoiled(
        "unknown_key_of_the_agency",
        "agency",
        "source = ",
        "sorce = ",
        ("agency.toml:2:1: sorce: unknown key hint: did you mean 'source'?",),
    ),
    Spoiled(
        "unknown_key_with_nothing_near",
        "agency",
        "source = ",
        "zzz = ",
        ("agency.toml:2:1: zzz: unknown key",),
    ),
    Spoiled(
        "missing_name",
        "agency",
        'name = { zh = "海淀区创建办", en = "Haidian office" }\n',
        "",
        ("agency.toml:1:1: name: this key is missing",),
    ),
    Spoiled(
        "name_without_chinese",
        "agency",
        'zh = "海淀区创建办", en',
        "en",
        ("agency.toml:1:1: name.zh: this key is missing",),
    ),
    Spoiled(
        "name_in_a_third_language",
        "agency",
        'en = "Haidian office"',
        'fr = "Haidian"',
        ("agency.toml:1:25: name.fr: unknown key hint: known: zh, en",),
    ),
    Spoiled(
        "name_is_a_number",
        "agency",
        'label = "积分"',
        "label = 5",
        (("agency.toml:22:1: measures.points.label: a text is needed, or a table of zh and en"),),
    ),
    Spoiled(
        "wrong_language",
        "agency",
        'source = "S001-07"',
        'language = "zh"',
        ('agency.toml:2:1: language: "zh" is none of zh-CN, en',),
    ),
    Spoiled(
        "no_measures",
        "agency",
        (
            "[measures.points]\n"
            'label = "积分"\n'
            'unit = "分"\n'
            "\n"
            "[measures.yuan]\n"
            'label = "稿费"\n'
            'unit = "元"\n'
            "scale = 2\n"
            "\n"
        ),
        ("[measures]\n\n"),
        ("agency.toml:21:1: measures: this must not be empty",),
    ),
    Spoiled(
        "measure_scale_is_text",
        "agency",
        "scale = 2",
        'scale = "2"',
        (
            (
                "agency.toml:28:1: measures.yuan.scale: a whole number is needed, not "
                '"2" hint: write 2'
            ),
        ),
    ),
    Spoiled(
        "measure_scale_below_zero",
        "agency",
        "scale = 2",
        "scale = -2",
        ("agency.toml:28:1: measures.yuan.scale: at least 0 is needed, not -2",),
    ),
    Spoiled(
        "measure_scale_too_fine",
        "agency",
        "scale = 2",
        "scale = 12",
        ("agency.toml:28:1: measures.yuan.scale: at most 9 is needed, not 12",),
    ),
    Spoiled(
        "measure_scale_is_yes",
        "agency",
        "scale = 2",
        "scale = true",
        ("agency.toml:28:1: measures.yuan.scale: a whole number is needed, not true",),
    ),
    Spoiled(
        "measure_unit_total_misspelt",
        "agency",
        "scale = 2",
        'unit_total = "owns"',
        (('agency.toml:28:1: measures.yuan.unit_total: "owns" is none of own, members, both'),),
    ),
    Spoiled(
        "measure_name_with_a_dot",
        "agency",
        "[measures.yuan]",
        '[measures."a.b"]',
        (
            (
                'agency.toml:25:1: measures."a.b": a name without dots is needed, '
                "other than unit, person and work"
            ),
        ),
    ),
    Spoiled(
        "measure_called_unit",
        "agency",
        "[measures.yuan]",
        "[measures.unit]",
        (
            (
                "agency.toml:25:1: measures.unit: a name without dots is needed, other "
                "than unit, person and work"
            ),
        ),
    ),
    Spoiled(
        "flag_is_text",
        "agency",
        "ordered = true",
        'ordered = "true"',
        (
            (
                "agency.toml:16:1: words.tier.ordered: true or false is needed, not "
                '"true" hint: write true'
            ),
        ),
    ),
    Spoiled(
        "words_is_one_text",
        "agency",
        'words = ["全文", "综合"]',
        'words = "全文"',
        (
            (
                'agency.toml:19:1: words.form.words: a list is needed, not "全文" '
                'hint: write ["全文"]'
            ),
        ),
    ),
    Spoiled(
        "words_are_none",
        "agency",
        'words = ["全文", "综合"]',
        "words = []",
        ("agency.toml:19:1: words.form.words: this must not be empty",),
    ),
    Spoiled(
        "word_twice",
        "agency",
        '["全文", "综合"]',
        '["全文", "综合", "全文"]',
        ("agency.toml:19:22: words.form.words.3: the word 全文 stands twice",),
    ),
    Spoiled(
        "year_starts_on_no_day",
        "agency",
        '"12-01"',
        '"13-01"',
        (('agency.toml:5:1: calendar.year_starts: a month and a day such as "12-01" are needed'),),
    ),
    Spoiled(
        "named_for_misspelt",
        "agency",
        'named_for = "end"',
        'named_for = "ends"',
        ('agency.toml:6:1: calendar.named_for: "ends" is none of start, end',),
    ),
    Spoiled(
        "window_is_a_level",
        "agency",
        'id = "theme"',
        'id = "month"',
        ("agency.toml:9:1: calendar.window.month.id: the name month is taken",),
    ),
    Spoiled(
        "window_is_a_period",
        "agency",
        'id = "theme"',
        'id = "2015-Q1"',
        ("agency.toml:9:1: calendar.window.2015-Q1.id: the name 2015-Q1 is taken",),
    ),
    Spoiled(
        "window_day_is_text",
        "agency",
        "from = 2015-05-21",
        'from = "2015-05-21"',
        (
            (
                "agency.toml:10:1: calendar.window.theme.from: a day such as "
                '2014-03-01 is needed, not "2015-05-21" hint: write 2015-05-21'
            ),
        ),
    ),
    Spoiled(
        "window_ends_first",
        "agency",
        "to = 2015-06-30",
        "to = 2015-04-30",
        ("agency.toml:11:1: calendar.window.theme.to: the window ends before it starts",),
    ),
    Spoiled(
        "column_of_unknown_table",
        "agency",
        "[columns.adoption.headline]",
        "[columns.adoptions.headline]",
        (("agency.toml:30:1: columns.adoptions: no such table hint: did you mean 'adoption'?"),),
    ),
    Spoiled(
        "column_that_is_there",
        "agency",
        "[columns.adoption.headline]",
        "[columns.adoption.form]",
        ("agency.toml:30:1: columns.adoption.form: this table has a column form already",),
    ),
    Spoiled(
        "column_called_all",
        "agency",
        "[columns.adoption.headline]",
        "[columns.adoption.all]",
        (
            (
                "agency.toml:30:1: columns.adoption.all: a name of letters, digits and "
                "_ is needed, other than all, any and none"
            ),
        ),
    ),
    Spoiled(
        "column_type_unknown",
        "agency",
        'type = "flag"',
        'type = "bool"',
        (
            (
                'agency.toml:31:1: columns.adoption.headline.type: "bool" is none of '
                "id, word, words, count, number, numbers, day, flag, text, unit, "
                "units, person, people, work, outlet, request"
            ),
        ),
    ),
    Spoiled(
        "column_of_type_id",
        "agency",
        'type = "flag"',
        'type = "id"',
        (
            (
                "agency.toml:31:1: columns.adoption.headline.type: the column id, and "
                "no other, has the type id"
            ),
        ),
    ),
    Spoiled(
        "column_with_words_that_are_not_words",
        "agency",
        'type = "flag"',
        ('type = "flag"\nwords = "form"'),
        (
            (
                "agency.toml:32:1: columns.adoption.headline.words: only columns of "
                "the types word and words have a list of words"
            ),
        ),
    ),
    Spoiled(
        "column_with_unknown_words",
        "agency",
        'type = "flag"',
        ('type = "word"\nwords = "forms"'),
        (
            (
                "agency.toml:32:1: columns.adoption.headline.words: no list of words "
                "is called forms hint: did you mean 'form'?"
            ),
        ),
    ),
    Spoiled(
        "table_that_is_built_in",
        "agency",
        "[tables.prize]\n",
        "[tables.totals]\n",
        (
            "agency.toml:37:1: tables.prize.name: this key is missing",
            "agency.toml:37:1: tables.prize.plural: this key is missing",
        ),
    ),
    Spoiled(
        "table_with_a_taken_plural",
        "agency",
        'plural = "prizes"',
        'plural = "adoptions"',
        ("agency.toml:35:1: tables.prize.plural: the name adoptions is taken",),
    ),
    Spoiled(
        "table_dated_by_no_column",
        "agency",
        'plural = "prizes"',
        ('plural = "prizes"\nday = "won"'),
        ("agency.toml:36:1: tables.prize.day: won is no day column of this table",),
    ),
    Spoiled(
        "outlet_with_unknown_key",
        "agency",
        'tier = "区级"',
        'teir = "区级"',
        ("agency.toml:44:1: outlet.\"海淀报\".teir: unknown key hint: did you mean 'tier'?",),
    ),
    Spoiled(
        "outlet_without_id",
        "agency",
        'id = "北京日报"\n',
        "",
        ("agency.toml:47:1: outlet.2.id: this key is missing",),
    ),
    Spoiled(
        "outlet_of_unknown_tier",
        "agency",
        'tier = "市级"',
        'tier = "市"',
        (
            (
                'agency.toml:49:1: outlet."北京日报".tier: 市 is not among the words '
                "of tier hint: did you mean '市级'?"
            ),
        ),
    ),
    Spoiled(
        "outlet_listed_twice",
        "agency",
        'id = "北京日报"',
        'id = "海淀报"',
        (
            (
                'agency.toml:47:1: outlet."海淀报": 海淀报 is listed twice for the '
                "same days hint: give each row its own from and to"
            ),
        ),
    ),
    Spoiled(
        "outlet_alias_taken",
        "agency",
        'aliases = ["《海淀报》"]',
        'aliases = ["北京日报"]',
        ('agency.toml:45:12: outlet."海淀报".aliases.1: 北京日报 is a name of 北京日报 already',),
    ),
    Spoiled(
        "unit_with_text_for_a_number",
        "agency",
        "headcount = 12",
        'headcount = "12"',
        ('agency.toml:54:1: unit."甲街道".headcount: a whole number is needed, not "12"',),
    ),
    Spoiled(
        "unit_with_days_the_wrong_way",
        "agency",
        "headcount = 12",
        ("from = 2014-02-01\nto = 2014-01-01"),
        ('agency.toml:55:1: unit."甲街道".to: the last day lies before the first',),
    ),
    Spoiled(
        "person_of_unknown_unit",
        "agency",
        'unit = "甲街道"',
        'unit = "甲镇"',
        ('agency.toml:61:1: person."甲".unit: no unit is called 甲镇 hint: known: 甲街道, 乙街道',),
    ),
    Spoiled(
        "person_with_one_role",
        "agency",
        'roles = ["信息员"]',
        'roles = "信息员"',
        ('agency.toml:62:1: person."甲".roles: a list of texts is needed, not "信息员"',),
    ),
    Spoiled(
        "bulletin_of_unknown_period",
        "agency",
        'period = "year"',
        'period = "yearly"',
        (
            (
                "agency.toml:66:1: bulletin.annual.period: yearly is no level of "
                "periods and no window hint: did you mean 'year'?"
            ),
        ),
    ),
    Spoiled(
        "bulletin_of_unknown_measure",
        "agency",
        'measures = ["points"]',
        'measures = ["point"]',
        (
            (
                "agency.toml:68:13: bulletin.annual.measures.1: no measure is called "
                "point hint: did you mean 'points'?"
            ),
        ),
    ),
    Spoiled(
        "bulletin_grouped_by_no_column",
        "agency",
        'group_by = "class"',
        'group_by = "klass"',
        (
            (
                "agency.toml:69:1: bulletin.annual.group_by: klass is no column of "
                "units or people hint: did you mean 'class'?"
            ),
        ),
    ),
    Spoiled(
        "plugin_not_installed",
        "agency",
        'source = "S001-07"',
        'plugins = ["county"]',
        (
            (
                "agency.toml:2:1: plugins: plugin county is not installed hint: "
                "install it, or take it off the list"
            ),
        ),
    ),
    Spoiled(
        "settings_of_no_plugin",
        "agency",
        None,
        ("\n[settings.county]\nrate = 2\n"),
        (
            (
                "agency.toml:71:1: settings.county: settings of county, which is not "
                "among the plugins"
            ),
        ),
    ),
    Spoiled(
        "edition_without_day",
        "first",
        "from = 2014-03-01\n",
        "",
        ("regulations/2014-03-01.toml:1:1: from: this key is missing",),
    ),
    Spoiled(
        "edition_with_unknown_key",
        "first",
        "title =",
        "titel =",
        (
            "regulations/2014-03-01.toml:1:1: titel: unknown key hint: did you mean 'title'?",
            "regulations/2014-03-01.toml:1:1: title: this key is missing",
        ),
    ),
    Spoiled(
        "step_without_verb",
        "first",
        'do = "award"\n',
        "",
        ("regulations/2014-03-01.toml:9:1: step.used.do: this key is missing",),
    ),
    Spoiled(
        "step_with_unknown_verb",
        "first",
        'do = "award"',
        'do = "awards"',
        (
            (
                "regulations/2014-03-01.toml:12:1: step.used.do: no such verb hint: "
                "did you mean 'award'?"
            ),
        ),
    ),
    Spoiled(
        "step_without_clause",
        "first",
        'clause = "第一条"\n',
        "",
        ("regulations/2014-03-01.toml:9:1: step.used.clause: this key is missing",),
    ),
    Spoiled(
        "step_with_empty_clause",
        "first",
        'clause = "第一条"',
        'clause = ""',
        ("regulations/2014-03-01.toml:11:1: step.used.clause: this must not be empty",),
    ),
    Spoiled(
        "step_with_unknown_key",
        "first",
        ('on = "adoption"\n['),
        ('no = "adoption"\n['),
        (
            "regulations/2014-03-01.toml:9:1: step.used.on: this key is missing",
            (
                "regulations/2014-03-01.toml:13:1: step.used.no: unknown key hint: did "
                "you mean 'to'?"
            ),
        ),
    ),
    Spoiled(
        "step_of_one_text",
        "first",
        'of = ["used"]',
        'of = "used"',
        (
            (
                'regulations/2014-03-01.toml:25:1: step."used.highest".of: a list is '
                'needed, not "used" hint: write ["used"]'
            ),
        ),
    ),
    Spoiled(
        "step_with_wrong_choice",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "r"\n'
            'clause = "c"\n'
            'do = "rank"\n'
            'for = "units"\n'
            'by = "points"\n'
            'ties = "shared"\n'
            'zeros = "in"\n'
        ),
        (
            'regulations/2014-03-01.toml:34:1: step.r.for: "units" is none of unit, person',
            (
                'regulations/2014-03-01.toml:36:1: step.r.ties: "shared" is none of '
                "share, dense, then"
            ),
        ),
    ),
    Spoiled(
        "keep_of_less_than_none",
        "first",
        "keep = 1",
        "keep = -1",
        (
            (
                'regulations/2014-03-01.toml:27:1: step."used.highest".keep: at least '
                "0 is needed, not -1"
            ),
        ),
    ),
    Spoiled(
        "keep_with_unknown_order",
        "first",
        'order = ["highest", "earliest"]',
        'order = ["hihgest"]',
        (
            (
                'regulations/2014-03-01.toml:28:10: step."used.highest".order.1: an '
                "order is one of highest, lowest, heaviest, lightest, earliest, "
                "latest, or { high = column }"
            ),
        ),
    ),
    Spoiled(
        "split_by_an_unknown_word",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "s"\n'
            'clause = "c"\n'
            'do = "split"\n'
            'of = ["used"]\n'
            'to = "authors"\n'
            'by = "equally"\n'
        ),
        ('regulations/2014-03-01.toml:36:1: step.s.by: "equally" is none of equal, shares',),
    ),
    Spoiled(
        "split_by_a_weight_that_is_none",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "s"\n'
            'clause = "c"\n'
            'do = "split"\n'
            'of = ["used"]\n'
            'to = "authors"\n'
            'by = [3, "two"]\n'
        ),
        (
            (
                "regulations/2014-03-01.toml:36:10: step.s.by.2: 'two' is not a number "
                'hint: write 5, 2.5, "30%" or "1/3"'
            ),
        ),
    ),
    Spoiled(
        "condition_with_unknown_test",
        "first",
        "{ length = { at_least = 800 } }",
        "{ length = { atleast = 800 } }",
        (
            (
                "regulations/2014-03-01.toml:7:45: "
                "derive.key_piece.when.any.2.length.atleast: unknown key hint: did you "
                "mean 'at_least'?"
            ),
        ),
    ),
    Spoiled(
        "condition_on_nothing",
        "first",
        "{ any = [ { page = 1 }, { length = { at_least = 800 } } ] }",
        "5",
        (
            (
                "regulations/2014-03-01.toml:7:1: derive.key_piece.when: a condition "
                "is a table of column = test, or the name of one"
            ),
        ),
    ),
    Spoiled(
        "value_that_is_none",
        "first",
        '"国家级" = { "全文" = 40, "综合" = 20 }',
        '"国家级" = { "全文" = "forty", "综合" = 20 }',
        (
            (
                "regulations/2014-03-01.toml:19:11: "
                'step.used.give.points.table."国家级"."全文": \'forty\' is not a number '
                'hint: write 5, 2.5, "30%" or "1/3"'
            ),
        ),
    ),
    Spoiled(
        "value_table_one_level_short",
        "first",
        '"国家级" = { "全文" = 40, "综合" = 20 }',
        '"国家级" = 40',
        (
            (
                "regulations/2014-03-01.toml:19:1: "
                'step.used.give.points.table."国家级": one more table level is needed, '
                "for form"
            ),
        ),
    ),
    Spoiled(
        "value_without_a_table",
        "first",
        "[step.give.points.table]",
        "[step.give.points.tabel]",
        ("!!! KeyError('…')",),
    ),
    Spoiled(
        "on_that_is_none",
        "first",
        ('on = "adoption"\n['),
        ("on = 5\n["),
        ("!!! KeyError(' results = \"step\" ')",),
    ),
    Spoiled(
        "step_twice",
        "first",
        None,
        ('\n[[step]]\nid = "used"\nclause = "c"\ndo = "award"\non = "metric"\ngive.yuan = 1\n'),
        (
            (
                "regulations/2014-03-01.toml:31:1: step.used.id: the step used stands "
                "twice in this edition"
            ),
        ),
    ),
    Spoiled(
        "derive_without_form",
        "first",
        "when = { any = [ { page = 1 }, { length = { at_least = 800 } } ] }\n",
        "",
        (
            (
                "regulations/2014-03-01.toml:4:1: derive.key_piece: one of when, "
                "value, word, related or deadline is needed"
            ),
        ),
    ),
    Spoiled(
        "derive_with_two_forms",
        "first",
        ('on = "adoption"\nwhen'),
        ('on = "adoption"\nvalue = 5\nwhen'),
        (
            (
                "regulations/2014-03-01.toml:7:1: derive.key_piece.value: when, value "
                "stand side by side; only one can say it"
            ),
        ),
    ),
    Spoiled(
        "derive_twice",
        "first",
        "[[derive]]",
        ('[[derive]]\nname = "key_piece"\non = "adoption"\nwhen = { page = 1 }\n\n[[derive]]'),
        (
            (
                "regulations/2014-03-01.toml:10:1: derive.key_piece.name: key_piece is "
                "derived twice on adoption"
            ),
        ),
    ),
    Spoiled(
        "keep_in_no_way",
        "first",
        "keep = 1\n",
        "",
        (
            (
                'regulations/2014-03-01.toml:21:1: step."used.highest": one of keep, '
                "most is needed, and only one"
            ),
        ),
    ),
    Spoiled(
        "keep_in_two_ways",
        "first",
        "keep = 1",
        ("keep = 1\nmost = 5"),
        (
            (
                'regulations/2014-03-01.toml:21:1: step."used.highest": one of keep, '
                "most is needed, and only one"
            ),
        ),
    ),
    Spoiled(
        "clamp_without_bounds",
        "first",
        None,
        (
            "\n"
            "[[step]]\n"
            'id = "c"\n'
            'clause = "c"\n'
            'do = "clamp"\n'
            'of = ["used"]\n'
            'measure = "points"\n'
            'each = "total"\n'
        ),
        ("regulations/2014-03-01.toml:30:1: step.c: one of at_least, at_most is needed",),
    ),
    Spoiled(
        "unknown_default",
        "first",
        "[[derive]]",
        ('[defaults]\nwithn = "month"\n\n[[derive]]'),
        (
            (
                "regulations/2014-03-01.toml:5:1: defaults.withn: unknown key hint: "
                "did you mean 'within'?"
            ),
        ),
    ),
    Spoiled(
        "case_with_unknown_key",
        "case",
        "[[adoptions]]",
        "[[adoption]]",
        ("cases/highest.toml:10:1: adoption: unknown key hint: did you mean 'adoptions'?",),
    ),
    Spoiled(
        "case_with_unknown_column",
        "case",
        'form = "全文"',
        'from = "全文"',
        (("cases/highest.toml:15:1: adoptions.A1.from: unknown key hint: did you mean 'form'?"),),
    ),
    Spoiled(
        "case_without_clauses",
        "case",
        'clauses = ["第二条"]',
        "clauses = []",
        ("cases/highest.toml:2:1: clauses: this must not be empty",),
    ),
    Spoiled(
        "case_without_period",
        "case",
        'period = "2014"\n',
        "",
        ("cases/highest.toml:1:1: period: this key is missing",),
    ),
    Spoiled(
        "case_of_no_period",
        "case",
        'period = "2014"',
        'period = "2014年"',
        (
            (
                "cases/highest.toml:3:1: period: 2014年 is no period hint: write 2014, "
                "2014-H1, 2014-Q1, 2014-03, 2014-W12 or the name of a window"
            ),
        ),
    ),
    Spoiled(
        "case_that_expects_nothing",
        "case",
        (
            'totals = [ { subject = "甲街道", measure = "points", total = "5" } ]\n'
            'problems = ["unpaid"]\n'
        ),
        "",
        ("cases/highest.toml:17:1: expect: this case expects nothing",),
    ),
    Spoiled(
        "case_with_unknown_expectation",
        "case",
        'problems = ["unpaid"]',
        'problem = ["unpaid"]',
        (("cases/highest.toml:19:1: expect.problem: unknown key hint: did you mean 'problems'?"),),
    ),
    Spoiled(
        "case_with_wrong_problem",
        "case",
        'problems = ["unpaid"]',
        "problems = [5]",
        ("cases/highest.toml:19:13: expect.problems.1: a text is needed, not 5",),
    ),
    Spoiled(
        "case_with_unknown_measure",
        "case",
        'measure = "points"',
        'measure = "point"',
        (
            (
                "cases/highest.toml:18:31: expect.totals.1.measure: no measure is "
                "called point hint: did you mean 'points'?"
            ),
        ),
    ),
    Spoiled(
        "case_with_total_that_is_none",
        "case",
        'total = "5"',
        'total = "five"',
        ('cases/highest.toml:18:51: expect.totals.1.total: "five" is not a number',),
    ),
    Spoiled(
        "case_with_key_of_another_kind",
        "case",
        'total = "5"',
        'amount = "5"',
        (
            "cases/highest.toml:18:12: expect.totals.1.total: this key is missing",
            (
                "cases/highest.toml:18:51: expect.totals.1.amount: unknown key hint: "
                "known: subject, measure, total, rank, period"
            ),
        ),
    ),
    Spoiled(
        "case_with_unknown_step",
        "case",
        'problems = ["unpaid"]',
        'lines = [ { step = "usd", fact = "A1", measure = "points", amount = "5" } ]',
        (
            (
                "cases/highest.toml:19:13: expect.lines.1.step: no step is called usd "
                "hint: did you mean 'used'?"
            ),
        ),
    ),
    Spoiled(
        "case_with_unknown_flag",
        "case",
        'problems = ["unpaid"]',
        'flags = [ { flag = "先进", subject = "甲街道" } ]',
        ("cases/highest.toml:19:13: expect.flags.1.flag: no step sets the flag 先进",),
    ),
    Spoiled(
        "case_with_rows_that_are_none",
        "case",
        ('[[submissions]]\nid = "W1"\nunit = "甲街道"\nday = 2014-03-05\n'),
        'submissions = "W1"\n',
        ('cases/highest.toml:5:1: submissions: a list of tables is needed, not "W1"',),
    ),
)


@pytest.mark.parametrize("spoiled", BAD, ids=lambda each: each.name)
def test_shape_says(spoiled: Spoiled) -> None:
    found = problems(spoiled.texts())
    assert said(found) == spoiled.says
    # Both languages speak of the same place, and no template fails.
    assert [each.text("zh-CN").split(": ")[0] for each in found] == [
        each.text("en").split(": ")[0] for each in found
    ]
