//! Operators and functions on known values. Whatever overflows or does not fit is unknown, never a panic.

use std::cmp::Ordering;

use base::Date;

use super::{scope::Worth, tree::Function};

/// The value of a function of values.
pub(super) fn apply<'a>(function: Function, values: &[Worth<'a>], today: Date) -> Worth<'a> {
    match (function, values) {
        (Function::Equal, [left, right]) => equal(left, right).map_or(Worth::Unknown, Worth::Flag),
        (Function::NotEqual, [left, right]) => equal(left, right).map_or(Worth::Unknown, |same| Worth::Flag(!same)),
        (Function::Less, [left, right]) => ordered(left, right, Ordering::is_lt),
        (Function::LessOrEqual, [left, right]) => ordered(left, right, Ordering::is_le),
        (Function::Greater, [left, right]) => ordered(left, right, Ordering::is_gt),
        (Function::GreaterOrEqual, [left, right]) => ordered(left, right, Ordering::is_ge),
        (Function::In, [of, Worth::List(list)]) => within(of, list),
        (Function::Add, [left, right]) => add(left, right),
        (Function::Subtract, [left, right]) => add(left, &negate(right)),
        (Function::Multiply, [left, right]) => multiply(left, right),
        (Function::Divide, [left, Worth::Number(by)]) => divide(left, *by),
        (Function::Remainder, [Worth::Number(left), Worth::Number(right)]) => number(left.checked_rem(*right)),
        (Function::Negate, [of]) => negate(of),
        (Function::Age, [Worth::Day(born)]) => age(*born, today),
        (Function::Age, [Worth::Day(born), Worth::Day(on)]) => age(*born, *on),
        (Function::YearsAfter, [Worth::Day(from), Worth::Number(count)]) => later(*from, *count, Unit::Years),
        (Function::DaysAfter, [Worth::Day(from), Worth::Number(count)]) => later(*from, *count, Unit::Days),
        (Function::DaysBetween, [Worth::Day(from), Worth::Day(to)]) => {
            from.until(*to).map_or(Worth::Unknown, |span| Worth::Number(i64::from(span.get_days())))
        }
        (Function::Roubles, [Worth::Number(roubles)]) => roubles.checked_mul(100).map_or(Worth::Unknown, Worth::Money),
        (Function::Date, [Worth::Text(text)]) => text.parse().map_or(Worth::Unknown, Worth::Day),
        (Function::Size, [Worth::List(list)]) => number(i64::try_from(list.len()).ok()),
        (Function::Size, [Worth::Text(text)]) => number(i64::try_from(text.chars().count()).ok()),
        _ => Worth::Unknown,
    }
}

fn number<'a>(number: Option<i64>) -> Worth<'a> {
    number.map_or(Worth::Unknown, Worth::Number)
}

fn equal(left: &Worth<'_>, right: &Worth<'_>) -> Option<bool> {
    match (left, right) {
        (Worth::Flag(left), Worth::Flag(right)) => Some(left == right),
        (Worth::Text(left), Worth::Text(right)) => Some(left == right),
        _ => compare(left, right).map(Ordering::is_eq),
    }
}

fn compare(left: &Worth<'_>, right: &Worth<'_>) -> Option<Ordering> {
    match (left, right) {
        (Worth::Number(left), Worth::Number(right)) | (Worth::Money(left), Worth::Money(right)) => {
            Some(left.cmp(right))
        }
        (Worth::Day(left), Worth::Day(right)) => Some(left.cmp(right)),
        _ => None,
    }
}

fn ordered<'a>(left: &Worth<'_>, right: &Worth<'_>, holds: fn(Ordering) -> bool) -> Worth<'a> {
    compare(left, right).map_or(Worth::Unknown, |order| Worth::Flag(holds(order)))
}

fn within<'a>(of: &Worth<'_>, list: &[Worth<'_>]) -> Worth<'a> {
    let mut known = *of != Worth::Unknown;
    for item in list {
        match equal(of, item) {
            Some(true) => return Worth::Flag(true),
            Some(false) => {}
            None => known = false,
        }
    }
    if known { Worth::Flag(false) } else { Worth::Unknown }
}

pub(super) fn add<'a>(left: &Worth<'_>, right: &Worth<'_>) -> Worth<'a> {
    match (left, right) {
        (Worth::Number(left), Worth::Number(right)) => number(left.checked_add(*right)),
        (Worth::Money(left), Worth::Money(right)) => left.checked_add(*right).map_or(Worth::Unknown, Worth::Money),
        _ => Worth::Unknown,
    }
}

fn negate<'a>(of: &Worth<'_>) -> Worth<'a> {
    match of {
        Worth::Number(value) => number(value.checked_neg()),
        Worth::Money(value) => value.checked_neg().map_or(Worth::Unknown, Worth::Money),
        _ => Worth::Unknown,
    }
}

fn multiply<'a>(left: &Worth<'_>, right: &Worth<'_>) -> Worth<'a> {
    match (left, right) {
        (Worth::Number(left), Worth::Number(right)) => number(left.checked_mul(*right)),
        (Worth::Money(sum), Worth::Number(times)) | (Worth::Number(times), Worth::Money(sum)) => {
            sum.checked_mul(*times).map_or(Worth::Unknown, Worth::Money)
        }
        _ => Worth::Unknown,
    }
}

fn divide<'a>(left: &Worth<'_>, by: i64) -> Worth<'a> {
    match left {
        Worth::Number(value) => number(value.checked_div(by)),
        Worth::Money(sum) => sum.checked_div(by).map_or(Worth::Unknown, Worth::Money),
        _ => Worth::Unknown,
    }
}

/// Whole years from a birth date. Who was born on 29 February is a year older on 1 March of a common year.
fn age<'a>(born: Date, on: Date) -> Worth<'a> {
    let had_birthday = (on.month(), on.day()) >= (born.month(), born.day());
    Worth::Number(i64::from(on.year()) - i64::from(born.year()) - i64::from(!had_birthday))
}

#[derive(Clone, Copy)]
enum Unit {
    Years,
    Days,
}

fn later<'a>(from: Date, count: i64, unit: Unit) -> Worth<'a> {
    let span = match unit {
        Unit::Years => i16::try_from(count).ok().and_then(|years| jiff::Span::new().try_years(years).ok()),
        Unit::Days => i32::try_from(count).ok().and_then(|days| jiff::Span::new().try_days(days).ok()),
    };
    span.and_then(|span| from.checked_add(span).ok()).map_or(Worth::Unknown, Worth::Day)
}
