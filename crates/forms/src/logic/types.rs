//! The types of expressions, checked before an edition can be published.

use std::collections::BTreeMap;

use super::tree::{Each, Function, Node};
use crate::{Arg, Saying, faults};

/// The type of a value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Type {
    Flag,
    Number,
    Money,
    Day,
    Text,
    /// The id of one of these options.
    OneOf(Vec<String>),
    List(Box<Type>),
    Record(BTreeMap<String, Type>),
}

impl Type {
    /// A record of these fields.
    pub(crate) fn record<const N: usize>(fields: [(&str, Self); N]) -> Self {
        Self::Record(fields.into_iter().map(|(name, of)| (name.to_owned(), of)).collect())
    }

    /// In words, for messages.
    pub(crate) fn words(&self) -> Saying {
        match self {
            Self::Flag => faults::type_flag(),
            Self::Number => faults::type_number(),
            Self::Money => faults::type_money(),
            Self::Day => faults::type_day(),
            Self::Text => faults::type_text(),
            Self::OneOf(options) => faults::type_one_of(options.join(", ")),
            Self::List(of) => faults::type_list(of.words()),
            Self::Record(fields) => {
                let names: Vec<&str> = fields.keys().map(String::as_str).collect();
                faults::type_record(names.join(", "))
            }
        }
    }
}

/// The names that an expression may use at its place, with their types.
#[derive(Debug, Clone, Default)]
pub(crate) struct Names {
    /// Answers and computed values known by then.
    pub(crate) known: BTreeMap<String, Type>,
    /// Names that exist, but are asked later or belong to a group: name → why it cannot be used here.
    pub(crate) elsewhere: BTreeMap<String, Saying>,
    /// Fields of the profile.
    pub(crate) profile: BTreeMap<String, Type>,
}

/// Finds the type of an expression, or says in words what does not fit.
pub(crate) fn infer(node: &Node, names: &Names) -> Result<Type, Saying> {
    Checker { names, bound: Vec::new() }.infer(node)
}

struct Checker<'n> {
    names: &'n Names,
    bound: Vec<(&'n str, Type)>,
}

impl<'n> Checker<'n> {
    fn infer(&mut self, node: &'n Node) -> Result<Type, Saying> {
        match node {
            Node::Flag(_) => Ok(Type::Flag),
            Node::Number(_) => Ok(Type::Number),
            Node::Text(_) => Ok(Type::Text),
            Node::Name(name) => self.named(name),
            Node::Field(of, field) => self.field(of, field),
            Node::List(nodes) => self.list(nodes),
            Node::Call(function, arguments) => self.call(*function, arguments),
            Node::Each { what, list, item, body } => self.each(*what, list, item, body),
        }
    }

    fn named(&self, name: &str) -> Result<Type, Saying> {
        if let Some((_, of)) = self.bound.iter().rev().find(|(known, _)| *known == name) {
            return Ok(of.clone());
        }
        if name == "today" {
            return Ok(Type::Day);
        }
        if let Some(of) = self.names.known.get(name) {
            return Ok(of.clone());
        }
        match self.names.elsewhere.get(name) {
            Some(why) => Err(why.clone()),
            None => Err(faults::no_such_name(name)),
        }
    }

    fn field(&mut self, of: &'n Node, field: &str) -> Result<Type, Saying> {
        if let Node::Name(name) = of
            && name == "profile"
        {
            let found = self.names.profile.get(field).cloned();
            return found.ok_or_else(|| faults::no_profile_field(field));
        }
        let of = self.infer(of)?;
        match &of {
            Type::Record(fields) => fields.get(field).cloned().ok_or_else(|| faults::no_field(field, of.words())),
            _ => Err(faults::needs_record(field, of.words())),
        }
    }

    fn list(&mut self, nodes: &'n [Node]) -> Result<Type, Saying> {
        let Some((first, rest)) = nodes.split_first() else { return Err(faults::list_empty()) };
        let of = self.infer(first)?;
        for node in rest {
            let other = self.infer(node)?;
            if !alike(&of, &other) {
                return Err(faults::list_mixed(of.words(), other.words()));
            }
        }
        Ok(Type::List(Box::new(of)))
    }

    fn each(&mut self, what: Each, list: &'n Node, item: &'n str, body: &'n Node) -> Result<Type, Saying> {
        let of = match self.infer(list)? {
            Type::List(of) => *of,
            other => return Err(faults::list_needed(other.words())),
        };
        self.bound.push((item, of));
        let found = self.infer(body);
        self.bound.pop();
        match (what, found?) {
            (Each::Exists | Each::All, Type::Flag) => Ok(Type::Flag),
            (Each::Count, Type::Flag) => Ok(Type::Number),
            (Each::Sum, of @ (Type::Number | Type::Money)) => Ok(of),
            (Each::Sum, other) => Err(faults::sum_needs(other.words())),
            (_, other) => Err(faults::condition_needed(other.words())),
        }
    }

    fn call(&mut self, function: Function, arguments: &'n [Node]) -> Result<Type, Saying> {
        let mut types = Vec::with_capacity(arguments.len());
        for argument in arguments {
            types.push(self.infer(argument)?);
        }
        if let (Function::Equal | Function::NotEqual | Function::In, [left, right]) = (function, arguments) {
            let (of_left, of_right) = (types.first(), types.get(1));
            known_option(of_left, right)?;
            known_option(of_right, left)?;
        }
        if let (Function::Date, [Node::Text(text)]) = (function, arguments)
            && text.parse::<base::Date>().is_err()
        {
            return Err(faults::not_a_day(text));
        }
        result(function, &types)
    }
}

/// A text that stands beside a choice must be the id of one of its options.
fn known_option(of: Option<&Type>, beside: &Node) -> Result<(), Saying> {
    let options = match of {
        Some(Type::OneOf(options)) => options,
        Some(Type::List(of)) => match &**of {
            Type::OneOf(options) => options,
            _ => return Ok(()),
        },
        _ => return Ok(()),
    };
    let texts: Vec<&Node> = match beside {
        Node::List(nodes) => nodes.iter().collect(),
        node => vec![node],
    };
    for node in texts {
        if let Node::Text(text) = node
            && !options.contains(text)
        {
            return Err(faults::no_option(text, options.join(", ")));
        }
    }
    Ok(())
}

fn alike(left: &Type, right: &Type) -> bool {
    match (left, right) {
        (Type::Text | Type::OneOf(_), Type::Text | Type::OneOf(_)) => true,
        _ => left == right,
    }
}

fn result(function: Function, types: &[Type]) -> Result<Type, Saying> {
    use Function as F;
    let fit = match (function, types) {
        (F::If, [Type::Flag, then, otherwise]) if alike(then, otherwise) => Some(then.clone()),
        (F::Equal | F::NotEqual, [left, right]) if alike(left, right) && simple(left) => Some(Type::Flag),
        (F::Not, [Type::Flag])
        | (F::And | F::Or, [Type::Flag, Type::Flag])
        | (F::Answered, [_])
        | (
            F::Less | F::LessOrEqual | F::Greater | F::GreaterOrEqual,
            [Type::Number, Type::Number] | [Type::Money, Type::Money] | [Type::Day, Type::Day],
        ) => Some(Type::Flag),
        (F::In, [left, Type::List(of)]) if alike(left, of) && simple(left) => Some(Type::Flag),
        (F::Add | F::Subtract | F::Multiply | F::Divide | F::Remainder, [Type::Number, Type::Number])
        | (F::Negate, [Type::Number])
        | (F::Age, [Type::Day] | [Type::Day, Type::Day])
        | (F::DaysBetween, [Type::Day, Type::Day])
        | (F::Size, [Type::List(_) | Type::Text]) => Some(Type::Number),
        (F::Add | F::Subtract, [Type::Money, Type::Money])
        | (F::Multiply, [Type::Money, Type::Number] | [Type::Number, Type::Money])
        | (F::Divide, [Type::Money, Type::Number])
        | (F::Negate, [Type::Money])
        | (F::Roubles, [Type::Number]) => Some(Type::Money),
        (F::YearsAfter | F::DaysAfter, [Type::Day, Type::Number]) | (F::Date, [Type::Text]) => Some(Type::Day),
        _ => None,
    };
    fit.ok_or_else(|| {
        let types = Arg::AllOf(types.iter().map(Type::words).collect());
        faults::does_not_go(sign(function), types)
    })
}

/// A type whose values can be equal.
fn simple(of: &Type) -> bool {
    !matches!(of, Type::List(_) | Type::Record(_))
}

fn sign(function: Function) -> &'static str {
    match function {
        Function::Not => "!",
        Function::And => "&&",
        Function::Or => "||",
        Function::If => "? :",
        Function::Equal => "==",
        Function::NotEqual => "!=",
        Function::Less => "<",
        Function::LessOrEqual => "<=",
        Function::Greater => ">",
        Function::GreaterOrEqual => ">=",
        Function::In => "in",
        Function::Add => "+",
        Function::Subtract | Function::Negate => "-",
        Function::Multiply => "*",
        Function::Divide => "/",
        Function::Remainder => "%",
        Function::Answered => "answered",
        Function::Age => "age",
        Function::YearsAfter => "years_after",
        Function::DaysAfter => "days_after",
        Function::DaysBetween => "days_between",
        Function::Roubles => "roubles",
        Function::Date => "date",
        Function::Size => "size",
    }
}
