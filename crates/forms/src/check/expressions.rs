//! Every expression can be read, uses names that are known at its place, and gives the type that is needed there.

use std::collections::BTreeMap;

use crate::{
    Address, Arg, Check, Definition, Expression, Kind, Prefill, Problem, Question, Saying, faults,
    logic::types::{Names, Type, infer},
};

pub(super) fn check(definition: &Definition, problems: &mut Vec<Problem>) {
    let mut checking = Checking::new(definition, problems);
    checking.computed();
    checking.pages();
    checking.whole();
    checking.decision();
}

struct Checking<'d, 'p> {
    definition: &'d Definition,
    problems: &'p mut Vec<Problem>,
    /// The type of every question and of every computed value that has one.
    types: BTreeMap<&'d str, Type>,
    /// What may be used at the present place.
    names: Names,
}

impl<'d, 'p> Checking<'d, 'p> {
    fn new(definition: &'d Definition, problems: &'p mut Vec<Problem>) -> Self {
        let mut names = Names { profile: profile(), ..Names::default() };
        let mut types = BTreeMap::new();
        for page in &definition.pages {
            for question in &page.questions {
                types.insert(question.id.as_str(), type_of(question));
                names.elsewhere.insert(question.id.clone(), faults::asked_later(&question.id));
                for inner in &question.questions {
                    names.elsewhere.insert(inner.id.clone(), faults::asked_of_items(&inner.id, &question.id));
                }
            }
        }
        Self { definition, problems, types, names }
    }

    fn say(&mut self, path: &str, fault: Saying) {
        self.problems.push(Problem::at(path, fault));
    }

    /// An expression at a place: readable, its names known, of one of the wanted types.
    fn expression(&mut self, path: &str, expression: &Expression, wanted: &[Type]) {
        match self.found(expression) {
            Err(fault) => self.say(path, faults::in_expression(fault, expression.source())),
            Ok(found) if !wanted.contains(&found) => {
                let wanted = Arg::AnyOf(wanted.iter().map(Type::words).collect());
                self.say(path, faults::wrong_type(found.words(), wanted, expression.source()));
            }
            Ok(_) => {}
        }
    }

    fn found(&self, expression: &Expression) -> Result<Type, Saying> {
        if let Some(fault) = expression.fault() {
            return Err(fault.clone());
        }
        expression.tree().map_or_else(|| Err(faults::expression_unreadable()), |tree| infer(tree, &self.names))
    }

    /// A condition must be one, and depend on something: what is always the same is a mistake.
    fn condition(&mut self, path: &str, condition: &Expression) {
        self.expression(path, condition, &[Type::Flag]);
        let mut names = 0;
        if let Some(tree) = condition.tree() {
            tree.names(&mut |_| names += 1);
            if names == 0 {
                self.say(path, faults::always_same(condition.source()));
            }
        }
    }

    fn checks(&mut self, path: &str, checks: &[Check]) {
        for (index, check) in checks.iter().enumerate() {
            self.condition(&format!("{path}.checks[{index}].require"), &check.require);
        }
    }

    /// Finds the types of computed values. They may use any answer and one another; where they are used depends on
    /// what they need.
    fn computed(&mut self) {
        let before = self.names.clone();
        self.names.known = self.types.iter().map(|(name, of)| ((*name).to_owned(), of.clone())).collect();
        let mut left: Vec<usize> = (0..self.definition.computed.len()).collect();
        loop {
            let count = left.len();
            left.retain(|index| {
                let Some(computed) = self.definition.computed.get(*index) else { return false };
                let Ok(found) = self.found(&computed.value) else { return true };
                self.names.known.insert(computed.id.clone(), found.clone());
                self.types.insert(&computed.id, found);
                false
            });
            if left.len() == count {
                break;
            }
        }
        for index in left {
            if let Some(computed) = self.definition.computed.get(index)
                && let Err(fault) = self.found(&computed.value)
            {
                let fault = faults::in_expression(fault, computed.value.source());
                self.say(&format!("computed[{index}].value"), fault);
            }
        }
        self.names = before;
        for computed in &self.definition.computed {
            self.names.elsewhere.insert(computed.id.clone(), faults::depends_later(&computed.id));
        }
        self.know_computed();
    }

    /// Adds the computed values whose every need is known by now.
    fn know_computed(&mut self) {
        loop {
            let ready = self.definition.computed.iter().find(|computed| {
                let mut known = !self.names.known.contains_key(&computed.id);
                if let Some(tree) = computed.value.tree() {
                    tree.names(&mut |name| known &= self.is_known(name));
                }
                known && self.types.contains_key(computed.id.as_str())
            });
            let Some(computed) = ready else { break };
            if let Some(of) = self.types.get(computed.id.as_str()) {
                self.names.known.insert(computed.id.clone(), of.clone());
            }
        }
    }

    fn is_known(&self, name: &str) -> bool {
        name == "today" || name == "profile" || self.names.known.contains_key(name)
    }

    fn know(&mut self, question: &Question) {
        self.names.known.insert(question.id.clone(), type_of(question));
    }

    fn pages(&mut self) {
        for (page_index, page) in self.definition.pages.iter().enumerate() {
            let path = format!("pages[{page_index}]");
            if let Some(when) = &page.when {
                self.condition(&format!("{path}.when"), when);
            }
            for (index, question) in page.questions.iter().enumerate() {
                if let Some(when) = &question.when {
                    self.condition(&format!("{path}.questions[{index}].when"), when);
                }
                self.know(question);
                self.know_computed();
            }
            // Bounds and checks look at the page as a whole, after it was filled in.
            for (index, question) in page.questions.iter().enumerate() {
                self.question(&format!("{path}.questions[{index}]"), question);
            }
            self.checks(&path, &page.checks);
        }
    }

    fn question(&mut self, path: &str, question: &Question) {
        let bound = match question.kind {
            Kind::Number => Type::Number,
            Kind::Money => Type::Money,
            _ => Type::Day,
        };
        for (field, limit) in [("min", &question.min), ("max", &question.max)] {
            if let Some(limit) = limit {
                self.expression(&format!("{path}.{field}"), limit, std::slice::from_ref(&bound));
            }
        }
        self.checks(path, &question.checks);
        if question.kind == Kind::Group {
            self.group(path, question);
        }
    }

    fn group(&mut self, path: &str, group: &Question) {
        let outside = self.names.clone();
        for (index, inner) in group.questions.iter().enumerate() {
            if let Some(when) = &inner.when {
                self.condition(&format!("{path}.questions[{index}].when"), when);
            }
            self.know(inner);
        }
        for (index, inner) in group.questions.iter().enumerate() {
            self.question(&format!("{path}.questions[{index}]"), inner);
        }
        self.names = outside;
    }

    /// What is computed from the whole application.
    fn whole(&mut self) {
        for (index, rule) in self.definition.eligibility.iter().enumerate() {
            self.condition(&format!("eligibility[{index}].require"), &rule.require);
        }
        if let Some(fee) = &self.definition.fee {
            self.expression("fee.amount", &fee.amount, &[Type::Money]);
        }
        let deadlines = &self.definition.deadlines;
        for (field, days) in [
            ("review", &deadlines.review),
            ("answer", &deadlines.answer),
            ("payment", &deadlines.payment),
            ("agreement", &deadlines.agreement),
        ] {
            self.expression(&format!("deadlines.{field}"), days, &[Type::Number]);
        }
        if let Some(when) = self.definition.second_party.as_ref().and_then(|party| party.when.as_ref()) {
            self.condition("second_party.when", when);
        }
    }

    /// The officer's questions know only one another.
    fn decision(&mut self) {
        self.names.known.clear();
        for (index, question) in self.definition.decision.iter().enumerate() {
            if let Some(when) = &question.when {
                self.condition(&format!("decision[{index}].when"), when);
            }
            self.know(question);
        }
        for (index, question) in self.definition.decision.iter().enumerate() {
            self.question(&format!("decision[{index}]"), question);
        }
    }
}

fn profile() -> BTreeMap<String, Type> {
    let field = |(path, kind): &(&str, Kind)| {
        let of = match kind {
            Kind::Date => Type::Day,
            Kind::Address => address(),
            _ => Type::Text,
        };
        path.strip_prefix("profile.").map(|field| (field.to_owned(), of))
    };
    let list = |(path, kind): &(&str, Kind)| {
        let of = if *kind == Kind::Child { child() } else { vehicle() };
        path.strip_prefix("profile.").map(|field| (field.to_owned(), Type::List(Box::new(of))))
    };
    Prefill::PATHS.iter().filter_map(field).chain(Prefill::LISTS.iter().filter_map(list)).collect()
}

fn person<const N: usize>(more: [(&str, Type); N]) -> Type {
    let names = ["family_name", "given_name", "patronymic"].map(|name| (name.to_owned(), Type::Text));
    let more = more.into_iter().map(|(name, of)| (name.to_owned(), of));
    Type::Record(names.into_iter().chain([("born_on".to_owned(), Type::Day)]).chain(more).collect())
}

fn child() -> Type {
    person([("certificate", Type::Text)])
}

fn vehicle() -> Type {
    Type::record([("model", Type::Text), ("plate", Type::Text), ("vin", Type::Text), ("year", Type::Number)])
}

fn address() -> Type {
    Type::record(Address::FIELDS.map(|field| (field, Type::Text)))
}

/// The type of a question's answer in expressions.
fn type_of(question: &Question) -> Type {
    let options = || Type::OneOf(question.options.iter().map(|option| option.id.clone()).collect());
    match question.kind {
        Kind::Text | Kind::Phone | Kind::Email | Kind::Snils | Kind::Inn | Kind::Passport => Type::Text,
        Kind::Number => Type::Number,
        Kind::Money => Type::Money,
        Kind::Date => Type::Day,
        Kind::Choice => options(),
        Kind::Choices => Type::List(Box::new(options())),
        Kind::YesNo => Type::Flag,
        Kind::Address => address(),
        Kind::Person => person([]),
        Kind::Child => child(),
        Kind::Vehicle => vehicle(),
        Kind::File => Type::List(Box::new(Type::Record(BTreeMap::new()))),
        Kind::Group => {
            let fields = question.questions.iter().map(|inner| (inner.id.clone(), type_of(inner)));
            Type::List(Box::new(Type::Record(fields.collect())))
        }
    }
}
