//! The part of CEL that definitions may use, as a small tree of our own.
//!
//! The text is parsed by the `cel` crate; what the language here does not have (maps, structs, unsigned numbers, bytes)
//! is refused in words.

use cel::common::ast::{CallExpr, Expr, IdedExpr, LiteralValue, operators};

use crate::{Saying, faults};

/// An expression.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Node {
    Flag(bool),
    Number(i64),
    Text(String),
    Name(String),
    Field(Box<Node>, String),
    List(Vec<Node>),
    Call(Function, Vec<Node>),
    /// Something about the items of a list; the body is evaluated for each with the item under a name.
    Each {
        what: Each,
        list: Box<Node>,
        item: String,
        body: Box<Node>,
    },
}

/// What is asked about the items of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Each {
    Exists,
    All,
    Count,
    Sum,
}

/// Operators and functions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Function {
    Not,
    And,
    Or,
    If,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    In,
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    Negate,
    /// `answered(x)`: there is a value; never unknown.
    Answered,
    /// `age(born)` today, or `age(born, day)`: whole years.
    Age,
    /// `years_after(day, n)`.
    YearsAfter,
    /// `days_after(day, n)`.
    DaysAfter,
    /// `days_between(from, to)`.
    DaysBetween,
    /// `roubles(n)`: money.
    Roubles,
    /// `date("2026-11-21")`.
    Date,
    /// `size(list)` or `size(text)`.
    Size,
}

const OPERATORS: [(&str, Function, usize); 17] = [
    (operators::LOGICAL_NOT, Function::Not, 1),
    (operators::LOGICAL_AND, Function::And, 2),
    (operators::LOGICAL_OR, Function::Or, 2),
    (operators::CONDITIONAL, Function::If, 3),
    (operators::EQUALS, Function::Equal, 2),
    (operators::NOT_EQUALS, Function::NotEqual, 2),
    (operators::LESS, Function::Less, 2),
    (operators::LESS_EQUALS, Function::LessOrEqual, 2),
    (operators::GREATER, Function::Greater, 2),
    (operators::GREATER_EQUALS, Function::GreaterOrEqual, 2),
    (operators::IN, Function::In, 2),
    (operators::ADD, Function::Add, 2),
    (operators::SUBSTRACT, Function::Subtract, 2),
    (operators::MULTIPLY, Function::Multiply, 2),
    (operators::DIVIDE, Function::Divide, 2),
    (operators::MODULO, Function::Remainder, 2),
    (operators::NEGATE, Function::Negate, 1),
];

const FUNCTIONS: [(&str, Function, &[usize]); 8] = [
    ("answered", Function::Answered, &[1]),
    ("age", Function::Age, &[1, 2]),
    ("years_after", Function::YearsAfter, &[2]),
    ("days_after", Function::DaysAfter, &[2]),
    ("days_between", Function::DaysBetween, &[2]),
    ("roubles", Function::Roubles, &[1]),
    ("date", Function::Date, &[1]),
    ("size", Function::Size, &[1]),
];

const EACH: [(&str, Each); 4] =
    [("exists", Each::Exists), ("all", Each::All), ("count", Each::Count), ("sum", Each::Sum)];

/// The most characters of an expression; longer ones belong into `computed` values with names.
const LONGEST: usize = 2_000;

/// How deep brackets and prefix signs may nest, and how deep the tree may be. Whoever walks a tree recurses.
const DEEPEST: usize = 40;

/// The stack on which a text is parsed, in bytes. The parser that ANTLR generates takes some 150 kB for each bracket in
/// a debug build, more than the threads of a server have.
const STACK: usize = 16 * 1024 * 1024;

/// Reads an expression.
pub(crate) fn read(source: &str) -> Result<Node, Saying> {
    if source.trim().is_empty() {
        return Err(faults::expression_empty());
    }
    if source.len() > LONGEST {
        return Err(faults::expression_long(LONGEST));
    }
    if nesting(source) > DEEPEST {
        return Err(faults::expression_deep());
    }
    let text = source.to_owned();
    let reading = std::thread::Builder::new().stack_size(STACK).spawn(move || parse(&text));
    let read = reading.map_err(|fault| faults::unreadable(fault.to_string()))?.join();
    read.unwrap_or_else(|_| Err(faults::expression_unreadable()))
}

fn parse(source: &str) -> Result<Node, Saying> {
    let parser = cel::Env::default().with_optional_support(false).parser().max_recursion_depth(64);
    let tree = parser.parse(source).map_err(|errors| {
        let first = errors.errors.first();
        first.map_or_else(faults::expression_unreadable, |error| {
            faults::expression_unreadable_at((error.pos.1 + 1).to_string(), &error.msg)
        })
    })?;
    Reader { depth: 0 }.node(&tree)
}

/// An upper bound of how deep brackets and prefix signs nest.
fn nesting(source: &str) -> usize {
    let mut depth = 0_usize;
    let mut deepest = 0;
    for sign in source.chars() {
        match sign {
            '(' | '[' | '{' | '!' | '?' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// From the parser's tree to ours.
struct Reader {
    depth: usize,
}

impl Reader {
    fn node(&mut self, tree: &IdedExpr) -> Result<Node, Saying> {
        if self.depth >= DEEPEST {
            return Err(faults::expression_deep());
        }
        self.depth += 1;
        let node = self.of_kind(&tree.expr);
        self.depth -= 1;
        node
    }

    fn of_kind(&mut self, tree: &Expr) -> Result<Node, Saying> {
        match tree {
            Expr::Literal(literal) => self::literal(literal),
            Expr::Ident(name) => Ok(Node::Name(name.trim_start_matches('.').to_owned())),
            Expr::Select(select) if !select.test => {
                Ok(Node::Field(Box::new(self.node(&select.operand)?), select.field.clone()))
            }
            Expr::List(list) => Ok(Node::List(self.nodes(&list.elements)?)),
            Expr::Call(call) => self.call(call),
            Expr::Map(_) | Expr::Struct(_) => Err(faults::no_maps()),
            Expr::Select(_) | Expr::Comprehension(_) | Expr::Unspecified => Err(faults::not_in_language("has()")),
        }
    }

    fn nodes(&mut self, trees: &[IdedExpr]) -> Result<Vec<Node>, Saying> {
        trees.iter().map(|tree| self.node(tree)).collect()
    }

    fn call(&mut self, call: &CallExpr) -> Result<Node, Saying> {
        if let Some(target) = &call.target {
            return self.each(target, &call.func_name, &call.args);
        }
        if let Some((_, function, count)) = OPERATORS.iter().find(|(name, ..)| *name == call.func_name)
            && call.args.len() == *count
        {
            return Ok(Node::Call(*function, self.nodes(&call.args)?));
        }
        let Some((name, function, counts)) = FUNCTIONS.iter().find(|(name, ..)| *name == call.func_name) else {
            let known: Vec<&str> = FUNCTIONS.iter().map(|(name, ..)| *name).collect();
            return Err(faults::no_function(&call.func_name, known.join(", ")));
        };
        if !counts.contains(&call.args.len()) {
            return Err(faults::function_takes(*name, *counts.first().unwrap_or(&1), call.args.len()));
        }
        Ok(Node::Call(*function, self.nodes(&call.args)?))
    }

    /// `list.exists(item, condition)` and the like.
    fn each(&mut self, list: &IdedExpr, name: &str, arguments: &[IdedExpr]) -> Result<Node, Saying> {
        let Some((_, what)) = EACH.iter().find(|(known, _)| *known == name) else {
            return Err(faults::no_list_function(name));
        };
        let [IdedExpr { expr: Expr::Ident(item), .. }, body] = arguments else {
            return Err(faults::write_each(name));
        };
        let (list, body) = (Box::new(self.node(list)?), Box::new(self.node(body)?));
        Ok(Node::Each { what: *what, list, item: item.clone(), body })
    }
}

fn literal(literal: &LiteralValue) -> Result<Node, Saying> {
    match literal {
        LiteralValue::Boolean(flag) => Ok(Node::Flag(*flag.inner())),
        LiteralValue::Int(number) => Ok(Node::Number(*number.inner())),
        LiteralValue::String(text) => Ok(Node::Text(text.inner().to_owned())),
        LiteralValue::Double(_) => Err(faults::whole_numbers()),
        LiteralValue::Null => Err(faults::no_null()),
        LiteralValue::Bytes(_) | LiteralValue::UInt(_) => Err(faults::not_in_language("b\"…\", 1u")),
    }
}

impl Node {
    /// Calls `visit` for each name that is used and not bound inside: questions, computed values, `today`, `profile`.
    pub(crate) fn names<'n>(&'n self, visit: &mut dyn FnMut(&'n str)) {
        match self {
            Self::Flag(_) | Self::Number(_) | Self::Text(_) => {}
            Self::Name(name) => visit(name),
            Self::Field(of, _) => of.names(visit),
            Self::List(nodes) | Self::Call(_, nodes) => nodes.iter().for_each(|node| node.names(visit)),
            Self::Each { list, item, body, .. } => {
                list.names(visit);
                body.names(&mut |name| {
                    if name != item {
                        visit(name);
                    }
                });
            }
        }
    }
}
