//! Every page and question can be reached: there are answers after which its condition holds.
//!
//! Choices and yes-or-no questions have finitely many answers, so those that conditions name are tried out. What a
//! condition says of numbers, days, texts and lists counts as possible either way: nothing reachable is refused, and
//! what is refused certainly cannot be reached.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    Definition, Expression, Kind, Problem, Question, faults,
    logic::tree::{Function, Node},
};

/// The most combinations of answers that are tried for one condition; with more it counts as reachable.
const MOST: usize = 20_000;

/// What an expression can come to: true, false.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Can {
    hold: bool,
    fail: bool,
}

const EITHER: Can = Can { hold: true, fail: true };

/// The answers that are tried: name → option id, or "yes" and "no".
type Tried<'d> = BTreeMap<&'d str, &'d str>;

pub(super) fn check(definition: &Definition, problems: &mut Vec<Problem>) {
    let reach = Reach::of(definition);
    for (page_index, page) in definition.pages.iter().enumerate() {
        let path = format!("pages[{page_index}]");
        if page.when.as_ref().is_some_and(|when| reach.never(&[when])) {
            problems.push(Problem::at(format!("{path}.when"), faults::page_unreachable()));
            continue;
        }
        for (index, question) in page.questions.iter().enumerate() {
            let conditions: Vec<&Expression> = page.when.iter().chain(&question.when).collect();
            if question.when.is_some() && reach.never(&conditions) {
                let path = format!("{path}.questions[{index}].when");
                problems.push(Problem::at(path, faults::question_unreachable()));
            }
        }
    }
}

struct Reach<'d> {
    /// The answers that a question can have, of those that have finitely many.
    options: BTreeMap<&'d str, Vec<&'d str>>,
    /// The conditions under which a question is asked.
    conditions: BTreeMap<&'d str, Vec<&'d Expression>>,
    computed: BTreeMap<&'d str, &'d Node>,
}

impl<'d> Reach<'d> {
    fn of(definition: &'d Definition) -> Self {
        let (mut options, mut conditions) = (BTreeMap::new(), BTreeMap::new());
        for page in &definition.pages {
            for question in &page.questions {
                if let Some(answers) = answers(question) {
                    options.insert(question.id.as_str(), answers);
                }
                conditions.insert(question.id.as_str(), page.when.iter().chain(&question.when).collect());
            }
        }
        let tree = |computed: &'d crate::Computed| Some((computed.id.as_str(), computed.value.tree()?));
        Self { options, conditions, computed: definition.computed.iter().filter_map(tree).collect() }
    }

    /// Whether conditions cannot all hold, together with those under which what they name was asked.
    fn never(&self, conditions: &[&'d Expression]) -> bool {
        let (mut all, mut names) = (Vec::new(), BTreeSet::new());
        for condition in conditions {
            self.gather(condition, &mut all, &mut names);
        }
        let finite: Vec<(&str, &Vec<&str>)> =
            names.iter().filter_map(|name| self.options.get_key_value(name).map(|(name, of)| (*name, of))).collect();
        let combinations = finite.iter().try_fold(1_usize, |count, (_, of)| count.checked_mul(of.len()));
        if combinations.is_none_or(|count| count > MOST) {
            return false;
        }
        !self.some(&finite, &mut Tried::new(), &all)
    }

    /// Collects a condition, and those under which the questions that it needs were asked.
    fn gather(&self, condition: &'d Expression, all: &mut Vec<&'d Node>, names: &mut BTreeSet<&'d str>) {
        let Some(tree) = condition.tree() else { return };
        if all.iter().any(|known| std::ptr::eq(*known, tree)) {
            return;
        }
        all.push(tree);
        let mut inside = Vec::new();
        self.names(tree, &mut inside, 0);
        for name in inside {
            names.insert(name);
            // A condition that holds although a question was not asked says nothing of that question's own.
            if needs(tree, name) {
                let further = self.conditions.get(name).into_iter().flatten();
                for condition in further {
                    self.gather(condition, all, names);
                }
            }
        }
    }

    /// The questions that a tree names, those of computed values too.
    fn names(&self, tree: &'d Node, found: &mut Vec<&'d str>, depth: u32) {
        tree.names(&mut |name| match self.computed.get(name) {
            Some(inner) if depth < 20 => self.names(inner, found, depth + 1),
            _ => found.push(name),
        });
    }

    /// Whether some answers make all conditions possible.
    fn some(&self, left: &[(&'d str, &Vec<&'d str>)], tried: &mut Tried<'d>, all: &[&'d Node]) -> bool {
        let Some(((name, options), left)) = left.split_first() else {
            return all.iter().all(|tree| self.can(tree, tried, 0).hold);
        };
        options.iter().any(|option| {
            tried.insert(name, option);
            self.some(left, tried, all)
        })
    }

    fn can(&self, node: &'d Node, tried: &Tried<'d>, depth: u32) -> Can {
        if depth > 100 {
            return EITHER;
        }
        let of = |node: &'d Node| self.can(node, tried, depth + 1);
        match node {
            Node::Flag(flag) => Can { hold: *flag, fail: !*flag },
            Node::Name(name) => match (tried.get(name.as_str()), self.computed.get(name.as_str())) {
                (Some(answer), _) => Can { hold: *answer == "yes", fail: *answer != "yes" },
                (_, Some(inner)) => of(inner),
                _ => EITHER,
            },
            Node::Call(Function::Not, arguments) => match arguments.as_slice() {
                [inner] => Can { hold: of(inner).fail, fail: of(inner).hold },
                _ => EITHER,
            },
            Node::Call(Function::And, arguments) => Can {
                hold: arguments.iter().all(|inner| of(inner).hold),
                fail: arguments.iter().any(|inner| of(inner).fail),
            },
            Node::Call(Function::Or, arguments) => Can {
                hold: arguments.iter().any(|inner| of(inner).hold),
                fail: arguments.iter().all(|inner| of(inner).fail),
            },
            Node::Call(Function::Equal, arguments) => equal(arguments, tried).unwrap_or(EITHER),
            Node::Call(Function::NotEqual, arguments) => match equal(arguments, tried) {
                Some(Can { hold, fail }) => Can { hold: fail, fail: hold },
                None => EITHER,
            },
            Node::Call(Function::In, arguments) => within(arguments, tried).unwrap_or(EITHER),
            _ => EITHER,
        }
    }
}

/// The answers of a question that has finitely many.
fn answers(question: &Question) -> Option<Vec<&str>> {
    match question.kind {
        Kind::YesNo => Some(vec!["yes", "no"]),
        Kind::Choice => Some(question.options.iter().map(|option| option.id.as_str()).collect()),
        _ => None,
    }
}

/// Whether a tree can hold only when this question was answered: it stands in every branch of an "or", and not under
/// `answered(…)`.
fn needs(node: &Node, name: &str) -> bool {
    match node {
        Node::Call(Function::Or, arguments) => arguments.iter().all(|inner| needs(inner, name)),
        // What is unknown on one side of an "and" may be decided by the other only to false.
        Node::Call(Function::If, arguments) => arguments.first().is_some_and(|inner| needs(inner, name)),
        Node::Call(Function::Not, arguments) => match arguments.as_slice() {
            // `!(a && b)` holds when one of the two is false.
            [Node::Call(Function::And, inner)] => inner.iter().all(|inner| needs(inner, name)),
            [inner] => needs(inner, name),
            _ => false,
        },
        Node::Call(Function::And, arguments) => arguments.iter().any(|inner| needs(inner, name)),
        node => reads(node, name),
    }
}

/// Whether a comparison or a function reads this answer at first hand, so that it is unknown when there is none.
fn reads(node: &Node, name: &str) -> bool {
    match node {
        Node::Name(known) => known == name,
        Node::Field(of, _) => reads(of, name),
        Node::Call(Function::And | Function::Or | Function::Not | Function::If | Function::Answered, _) => false,
        Node::Call(_, arguments) => arguments.iter().any(|inner| reads(inner, name)),
        _ => false,
    }
}

/// `name == "option"` after the answers that are tried.
fn equal(arguments: &[Node], tried: &Tried<'_>) -> Option<Can> {
    let (name, wanted) = match arguments {
        [Node::Name(name), Node::Text(text)] | [Node::Text(text), Node::Name(name)] => (name, text.as_str()),
        [Node::Name(name), Node::Flag(flag)] | [Node::Flag(flag), Node::Name(name)] => {
            (name, if *flag { "yes" } else { "no" })
        }
        _ => return None,
    };
    let hold = *tried.get(name.as_str())? == wanted;
    Some(Can { hold, fail: !hold })
}

/// `name in ["option", …]` after the answers that are tried.
fn within(arguments: &[Node], tried: &Tried<'_>) -> Option<Can> {
    let [Node::Name(name), Node::List(items)] = arguments else { return None };
    let answer = *tried.get(name.as_str())?;
    if !items.iter().all(|item| matches!(item, Node::Text(_))) {
        return None;
    }
    let hold = items.iter().any(|item| matches!(item, Node::Text(text) if text == answer));
    Some(Can { hold, fail: !hold })
}
