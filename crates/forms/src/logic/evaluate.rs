//! The value of an expression, three-valued as Kleene's logic: false decides "and", true decides "or", whatever else is
//! unknown.

use super::{
    functions,
    scope::{Scope, Worth, worth},
    tree::{Each, Function, Node},
};
use crate::{Child, Person, Vehicle};

/// Names bound by `.exists(item, …)` and the like, innermost last.
pub(super) type Bound<'e, 'a> = Vec<(&'e str, Worth<'a>)>;

/// The value of an expression in a scope.
pub(crate) fn evaluate<'a>(node: &'a Node, scope: &Scope<'a>) -> Worth<'a> {
    value(node, scope, &mut Vec::new())
}

/// The value of a node. A literal text lives as long as the expression, which outlives the scope.
fn value<'a>(node: &'a Node, scope: &Scope<'a>, bound: &mut Bound<'a, 'a>) -> Worth<'a> {
    if !scope.enter() {
        return Worth::Unknown;
    }
    let found = of_node(node, scope, bound);
    scope.leave();
    found
}

fn of_node<'a>(node: &'a Node, scope: &Scope<'a>, bound: &mut Bound<'a, 'a>) -> Worth<'a> {
    match node {
        Node::Flag(flag) => Worth::Flag(*flag),
        Node::Number(number) => Worth::Number(*number),
        Node::Text(text) => Worth::Text(text),
        Node::Name(name) => named(name, scope, bound),
        Node::Field(of, field) => match &**of {
            Node::Name(name) if name == "profile" => scope.profile(field),
            of => self::field(&value(of, scope, bound), field),
        },
        Node::List(nodes) => Worth::List(nodes.iter().map(|node| value(node, scope, bound)).collect()),
        Node::Call(function, arguments) => call(*function, arguments, scope, bound),
        Node::Each { what, list, item, body } => match value(list, scope, bound) {
            Worth::List(items) => {
                let of_items = items.into_iter().map(|worth| {
                    bound.push((item, worth));
                    let of_item = value(body, scope, bound);
                    bound.pop();
                    of_item
                });
                each(*what, of_items)
            }
            _ => Worth::Unknown,
        },
    }
}

fn named<'a>(name: &'a str, scope: &Scope<'a>, bound: &mut Bound<'a, 'a>) -> Worth<'a> {
    if let Some((_, worth)) = bound.iter().rev().find(|(known, _)| *known == name) {
        return worth.clone();
    }
    if name == "today" {
        return Worth::Day(scope.facts.today);
    }
    match scope.computed(name) {
        // A computed value sees no names bound where it is used.
        Some(computed) => computed.value.tree().map_or(Worth::Unknown, |tree| value(tree, scope, &mut Vec::new())),
        None => scope.answer(name),
    }
}

fn field<'a>(of: &Worth<'a>, field: &str) -> Worth<'a> {
    let text = |text: &'a str| if text.is_empty() { Worth::Unknown } else { Worth::Text(text) };
    let maybe = |text: &'a Option<String>| text.as_deref().map_or(Worth::Unknown, Worth::Text);
    match of {
        Worth::Item(answers) => answers.get(field).map_or(Worth::Unknown, worth),
        Worth::Address(address) => address.field(field).map_or(Worth::Unknown, Worth::Text),
        Worth::Person(of) => person(of, field),
        Worth::Child(Child { certificate, .. }) if field == "certificate" => maybe(certificate),
        Worth::Child(child) => person(&child.person, field),
        Worth::Vehicle(Vehicle { model, plate, vin, year }) => match field {
            "model" => text(model),
            "plate" => maybe(plate),
            "vin" => text(vin),
            "year" => Worth::Number(*year),
            _ => Worth::Unknown,
        },
        _ => Worth::Unknown,
    }
}

fn person<'a>(of: &'a Person, field: &str) -> Worth<'a> {
    let text = match field {
        "family_name" => Some(of.family_name.as_str()),
        "given_name" => Some(of.given_name.as_str()),
        "patronymic" => of.patronymic.as_deref(),
        "born_on" => return of.born_on.map_or(Worth::Unknown, Worth::Day),
        _ => None,
    };
    text.filter(|text| !text.is_empty()).map_or(Worth::Unknown, Worth::Text)
}

fn call<'a>(function: Function, arguments: &'a [Node], scope: &Scope<'a>, bound: &mut Bound<'a, 'a>) -> Worth<'a> {
    match (function, arguments) {
        (Function::And, [left, right]) => match value(left, scope, bound) {
            Worth::Flag(false) => Worth::Flag(false),
            left => and(&left, &value(right, scope, bound)),
        },
        (Function::Or, [left, right]) => match value(left, scope, bound) {
            Worth::Flag(true) => Worth::Flag(true),
            left => not(&and(&not(&left), &not(&value(right, scope, bound)))),
        },
        (Function::If, [condition, then, otherwise]) => match value(condition, scope, bound) {
            Worth::Flag(true) => value(then, scope, bound),
            Worth::Flag(false) => value(otherwise, scope, bound),
            _ => Worth::Unknown,
        },
        (Function::Not, [of]) => not(&value(of, scope, bound)),
        (Function::Answered, [of]) => Worth::Flag(value(of, scope, bound) != Worth::Unknown),
        _ => {
            let values: Vec<Worth<'a>> = arguments.iter().map(|node| value(node, scope, bound)).collect();
            functions::apply(function, &values, scope.facts.today)
        }
    }
}

fn not<'a>(of: &Worth<'a>) -> Worth<'a> {
    match of {
        Worth::Flag(flag) => Worth::Flag(!flag),
        _ => Worth::Unknown,
    }
}

fn and<'a>(left: &Worth<'a>, right: &Worth<'a>) -> Worth<'a> {
    match (left, right) {
        (Worth::Flag(false), _) | (_, Worth::Flag(false)) => Worth::Flag(false),
        (Worth::Flag(true), Worth::Flag(true)) => Worth::Flag(true),
        _ => Worth::Unknown,
    }
}

/// Any, all, how many, how much. One unknown item leaves the answer unknown unless the others decide it.
fn each<'a>(what: Each, items: impl Iterator<Item = Worth<'a>>) -> Worth<'a> {
    match what {
        Each::Exists => not(&items.fold(Worth::Flag(true), |all_false, item| and(&all_false, &not(&item)))),
        Each::All => items.fold(Worth::Flag(true), |all, item| and(&all, &item)),
        Each::Count => items.fold(Worth::Number(0), |count, item| match (count, item) {
            (Worth::Number(count), Worth::Flag(holds)) => Worth::Number(count + i64::from(holds)),
            _ => Worth::Unknown,
        }),
        Each::Sum => {
            let mut items = items.peekable();
            let nothing = if let Some(Worth::Money(_)) = items.peek() { Worth::Money(0) } else { Worth::Number(0) };
            items.fold(nothing, |sum, item| functions::add(&sum, &item))
        }
    }
}

#[cfg(test)]
mod tests;
