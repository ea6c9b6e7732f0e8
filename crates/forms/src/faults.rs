//! Every fault that can be found in a service, each with the key of its message and what stands in it. The messages are
//! in `locales/problems.*.ftl`; a test compares both.

use crate::saying::{Arg, Saying};

macro_rules! faults {
    ($($name:ident($($arg:ident),*) = $key:literal;)*) => {
        $(
            #[doc = concat!("`", $key, "`")]
            pub fn $name($($arg: impl Into<Arg>),*) -> Saying {
                Saying::new($key, vec![$((stringify!($arg), $arg.into())),*])
            }
        )*

        /// The key of every message with the names of its arguments.
        pub const ALL: &[(&str, &[&str])] = &[$(($key, &[$(stringify!($arg)),*])),*];
    };
}

faults! {
    // The file as such.
    unreadable(reason) = "forms-problem-unreadable";
    unexpected(found, wanted) = "forms-problem-unexpected";
    needed(wanted) = "forms-problem-needed";
    unknown_field(name, known) = "forms-problem-unknown-field";
    unknown_word(name, known) = "forms-problem-unknown-word";
    missing_field(name) = "forms-problem-missing-field";
    field_twice(name) = "forms-problem-field-twice";
    text_empty() = "forms-problem-text-empty";

    // Codes and names.
    not_code() = "forms-problem-not-code";
    not_page_id() = "forms-problem-not-page-id";
    not_name(name) = "forms-problem-not-name";
    reserved(name) = "forms-problem-reserved";
    stands_already(name, place) = "forms-problem-stands-already";

    // The service itself.
    no_pages() = "forms-problem-no-pages";
    empty_page() = "forms-problem-empty-page";
    no_question_on_page(name) = "forms-problem-no-question-on-page";
    no_audience() = "forms-problem-no-audience";
    no_category() = "forms-problem-no-category";
    no_snils_question(name) = "forms-problem-no-snils-question";
    no_question(name) = "forms-problem-no-question";
    template_name() = "forms-problem-template-name";
    digits_needed(count) = "forms-problem-digits-needed";
    inn_check_digit() = "forms-problem-inn-check-digit";

    // Questions.
    not_of_type(kinds) = "forms-problem-not-of-type";
    option_id(name) = "forms-problem-option-id";
    few_options() = "forms-problem-few-options";
    more_than(field) = "forms-problem-more-than";
    too_many_items(most) = "forms-problem-too-many-items";
    empty_group() = "forms-problem-empty-group";
    group_item() = "forms-problem-group-item";
    group_within() = "forms-problem-group-within";
    prefill_household(path, kind) = "forms-problem-prefill-household";
    prefill_unknown(path, known) = "forms-problem-prefill-unknown";
    prefill_type(path) = "forms-problem-prefill-type";

    // Reading expressions.
    in_expression(fault, source) = "forms-problem-in-expression";
    expression_empty() = "forms-problem-expression-empty";
    expression_long(most) = "forms-problem-expression-long";
    expression_deep() = "forms-problem-expression-deep";
    expression_unreadable() = "forms-problem-expression-unreadable";
    expression_unreadable_at(place, reason) = "forms-problem-expression-unreadable-at";
    not_in_language(what) = "forms-problem-not-in-language";
    no_maps() = "forms-problem-no-maps";
    no_function(name, known) = "forms-problem-no-function";
    function_takes(name, count, given) = "forms-problem-function-takes";
    no_list_function(name) = "forms-problem-no-list-function";
    write_each(name) = "forms-problem-write-each";
    whole_numbers() = "forms-problem-whole-numbers";
    no_null() = "forms-problem-no-null";

    // Names and types in expressions.
    no_such_name(name) = "forms-problem-no-such-name";
    asked_later(name) = "forms-problem-asked-later";
    asked_of_items(name, group) = "forms-problem-asked-of-items";
    depends_later(name) = "forms-problem-depends-later";
    no_profile_field(name) = "forms-problem-no-profile-field";
    no_field(name, record) = "forms-problem-no-field";
    needs_record(name, found) = "forms-problem-needs-record";
    list_empty() = "forms-problem-list-empty";
    list_mixed(one, other) = "forms-problem-list-mixed";
    list_needed(found) = "forms-problem-list-needed";
    sum_needs(found) = "forms-problem-sum-needs";
    condition_needed(found) = "forms-problem-condition-needed";
    no_option(name, known) = "forms-problem-no-option";
    not_a_day(text) = "forms-problem-not-a-day";
    does_not_go(sign, types) = "forms-problem-does-not-go";
    wrong_type(found, wanted, source) = "forms-problem-wrong-type";
    always_same(source) = "forms-problem-always-same";
    circle(way) = "forms-problem-circle";
    page_unreachable() = "forms-problem-page-unreachable";
    question_unreachable() = "forms-problem-question-unreachable";

    // The types in words.
    type_flag() = "forms-problem-type-flag";
    type_number() = "forms-problem-type-number";
    type_money() = "forms-problem-type-money";
    type_day() = "forms-problem-type-day";
    type_text() = "forms-problem-type-text";
    type_one_of(options) = "forms-problem-type-one-of";
    type_list(of) = "forms-problem-type-list";
    type_record(fields) = "forms-problem-type-record";

    // What stands in a file, in words.
    shape_text() = "forms-problem-shape-text";
    shape_list() = "forms-problem-shape-list";
    shape_fields() = "forms-problem-shape-fields";
    shape_number() = "forms-problem-shape-number";
    shape_flag() = "forms-problem-shape-flag";
    shape_nothing() = "forms-problem-shape-nothing";

    // Examples.
    example_day() = "forms-problem-example-day";
    example_question() = "forms-problem-example-question";
    example_profile() = "forms-problem-example-profile";
    example_differs(expected, found) = "forms-problem-example-differs";

    // What only the catalogue knows.
    folder_name(code) = "forms-problem-folder-name";
    no_agency(name) = "forms-problem-no-agency";
    no_such_category(name) = "forms-problem-no-such-category";
    no_region(name) = "forms-problem-no-region";
    no_template(name, known) = "forms-problem-no-template";
    no_time_zone(name) = "forms-problem-no-time-zone";
    not_a_link(address) = "forms-problem-not-a-link";
    hours_disorder(day) = "forms-problem-hours-disorder";
    // What the typesetter says of the template of a result.
    not_typeset(reason) = "forms-problem-not-typeset";

    // Between several.
    or() = "forms-problem-or";
    and() = "forms-problem-and";
}
