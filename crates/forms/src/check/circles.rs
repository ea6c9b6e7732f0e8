//! Nothing may depend on itself: not a question through its condition, not a computed value through another.

use std::collections::{BTreeMap, BTreeSet};

use crate::{Definition, Expression, Problem, faults};

/// What something depends on, and where that is written.
struct Thing<'d> {
    path: String,
    needs: Vec<&'d str>,
}

pub(super) fn check(definition: &Definition, problems: &mut Vec<Problem>) {
    let things = things(definition);
    let mut done = BTreeSet::new();
    for name in things.keys() {
        let mut way = Vec::new();
        if let Some(circle) = visit(name, &things, &mut done, &mut way) {
            let path = circle.first().and_then(|first| things.get(first)).map_or("", |thing| &thing.path);
            problems.push(Problem::at(path, faults::circle(circle.join(" → "))));
        }
    }
}

fn things(definition: &Definition) -> BTreeMap<&str, Thing<'_>> {
    let mut things = BTreeMap::new();
    for (page_index, page) in definition.pages.iter().enumerate() {
        for (index, question) in page.questions.iter().enumerate() {
            let path = format!("pages[{page_index}].questions[{index}].when");
            let mut needs = names_of(page.when.as_ref());
            needs.extend(names_of(question.when.as_ref()));
            things.insert(question.id.as_str(), Thing { path, needs });
        }
    }
    for (index, computed) in definition.computed.iter().enumerate() {
        let path = format!("computed[{index}].value");
        things.insert(computed.id.as_str(), Thing { path, needs: names_of(Some(&computed.value)) });
    }
    things
}

fn names_of(expression: Option<&Expression>) -> Vec<&str> {
    let mut names = Vec::new();
    if let Some(tree) = expression.and_then(Expression::tree) {
        tree.names(&mut |name| names.push(name));
    }
    names
}

/// Walks what a name needs; a circle is returned the first time it is met.
fn visit<'d>(
    name: &'d str,
    things: &BTreeMap<&'d str, Thing<'d>>,
    done: &mut BTreeSet<&'d str>,
    way: &mut Vec<&'d str>,
) -> Option<Vec<&'d str>> {
    if let Some(start) = way.iter().position(|known| *known == name) {
        let mut circle = way.split_off(start);
        circle.push(name);
        return Some(circle);
    }
    if done.contains(name) {
        return None;
    }
    way.push(name);
    let needs = things.get(name).map(|thing| thing.needs.as_slice()).unwrap_or_default();
    let circle = needs.iter().find_map(|need| visit(need, things, done, way));
    way.pop();
    done.insert(name);
    circle
}
