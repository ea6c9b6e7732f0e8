//! The short run: every kept input, and some thousand mutations of them, always the same.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test that cannot go on stops")]

mod mutation;

use std::{
    alloc::System,
    panic::catch_unwind,
    path::PathBuf,
    sync::{Mutex, PoisonError},
};

use attack::{TARGETS, Target};
use mutation::Mutator;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static COUNTING: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// What is allocated is counted for the whole process: one target at a time.
static TURN: Mutex<()> = Mutex::new(());

/// Longer inputs are for the long run.
const LONGEST: usize = 16 * 1024;

fn target(name: &str) -> &'static Target {
    TARGETS.iter().find(|target| target.name == name).unwrap()
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The kept inputs of a target, in the order of their names.
fn kept(name: &str) -> Vec<Vec<u8>> {
    let mut files: Vec<PathBuf> = ["corpus", "regressions"]
        .into_iter()
        .filter_map(|kind| std::fs::read_dir(root().join("fuzz").join(kind).join(name)).ok())
        .flatten()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    files.into_iter().map(|path| std::fs::read(path).unwrap()).collect()
}

/// One input: what must hold holds, and the work and memory that it costs are bounded.
fn attempt(target: &Target, input: &[u8]) {
    let region = Region::new(COUNTING);
    let held = catch_unwind(|| (target.enter)(input));
    let cost = u64::try_from(region.change().bytes_allocated).unwrap();
    let allowed = target.allowance + target.each * u64::try_from(input.len()).unwrap();
    if held.is_err() || cost > allowed {
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{}-found", target.name));
        std::fs::write(&path, input).unwrap();
        let what = if held.is_err() { "does not hold".to_owned() } else { format!("{cost} bytes of {allowed}") };
        panic!("{what}: keep {} in fuzz/regressions/{}", path.display(), target.name);
    }
}

fn run(name: &str) {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let target = target(name);
    let kept = kept(name);
    assert!(!kept.is_empty(), "fuzz/corpus/{name} has no inputs");
    // The first one pays for what is read once and kept.
    (target.enter)(&kept[0]);
    for input in &kept {
        attempt(target, input);
    }
    let mut mutator = Mutator::new(0x6f6b_6e6f);
    for _ in 0..target.mutations {
        attempt(target, &mutator.next(&kept, LONGEST));
    }
}

macro_rules! targets {
    ($($name:ident)*) => {
        $(#[test] fn $name() { run(stringify!($name)); })*

        #[test]
        fn every_target_is_run() {
            let names: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
            assert_eq!(names, [$(stringify!($name)),*]);
        }
    };
}

targets!(definitions conditions answers files signatures smpp webhooks registries requests searches typed);

/// A form that names thousands of items costs no more than one that names a few.
#[test]
fn thousands_of_items_are_not_compared_with_thousands_of_fields() {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let definition = &attack::scene::services()[0];
    let facts = attack::scene::facts();
    let mut input = forms::Input::new();
    for index in 0..16_000 {
        input.add(&format!("children.{index}.twin"), "");
    }
    input.add("copies", "2");
    let mut answers = forms::Answers::new();
    answers.set("copies", forms::Value::Number(2));
    let region = Region::new(COUNTING);
    let wrong = forms::accept(definition, "children", &input, &answers, &facts).unwrap_err();
    assert!(!wrong.is_empty());
    let cost = region.change().bytes_allocated;
    assert!(cost < 8 * 1024 * 1024, "{cost} bytes");
}
