//! A double of the registries, and the contract that it and the real client both keep.

use std::sync::{
    Mutex,
    atomic::{AtomicBool, AtomicU32, Ordering},
};

use identity::{
    checks::{Answer, Asking, Mark, Question, Registries, Registry, Unavailable},
    personal::PersonalData,
};
use tokio::sync::Notify;

use crate::people::{anna, anna_with, dmitry};

/// What the registries know, and how they behave.
#[derive(Default)]
pub struct World {
    people: Mutex<Vec<PersonalData>>,
    down: [AtomicBool; 2],
    silent: AtomicBool,
    suspended: AtomicBool,
    asked: [AtomicU32; 2],
    /// Rings when a question has come.
    pub bell: Notify,
}

fn place(registry: Registry) -> usize {
    usize::from(registry == Registry::PassportRegistry)
}

impl World {
    pub fn of(people: &[PersonalData]) -> Self {
        Self { people: Mutex::new(people.to_vec()), ..Self::default() }
    }

    pub fn down(&self, registry: Registry, is: bool) {
        self.down[place(registry)].store(is, Ordering::SeqCst);
    }

    pub fn is_down(&self, registry: Registry) -> bool {
        self.down[place(registry)].load(Ordering::SeqCst)
    }

    /// Takes questions and never answers.
    pub fn silent(&self, is: bool) {
        self.silent.store(is, Ordering::SeqCst);
    }

    pub fn suspended(&self, is: bool) {
        self.suspended.store(is, Ordering::SeqCst);
    }

    /// How often a registry was asked.
    pub fn asked(&self, registry: Registry) -> u32 {
        self.asked[place(registry)].load(Ordering::SeqCst)
    }

    pub fn learn(&self, person: PersonalData) {
        self.people.lock().unwrap().push(person);
    }

    /// What a registry says of a person with these data.
    pub fn answer(&self, question: &Question) -> Answer {
        let people = self.people.lock().unwrap();
        let known = people.iter().map(|person| match question.registry() {
            Registry::PensionFund => person.pension_question(),
            Registry::PassportRegistry => person.passport_question(),
        });
        let mut found = known.filter_map(|known| compared(&known, question)).collect::<Vec<_>>();
        found.sort_by_key(Vec::len);
        let Some(mut marks) = found.into_iter().next() else { return Answer::NotFound };
        if question.registry() == Registry::PensionFund && self.suspended.load(Ordering::SeqCst) {
            marks.push(Mark::SnilsSuspended);
        }
        if marks.is_empty() { Answer::Agreed } else { Answer::Differs(marks) }
    }
}

/// What differs; `None` when the numbers are not the same.
fn compared(known: &Question, asked: &Question) -> Option<Vec<Mark>> {
    let mut marks = Vec::new();
    match (known, asked) {
        (
            Question::PensionFund { snils, family_name, born_on, .. },
            Question::PensionFund { snils: number, family_name: name, born_on: day, .. },
        ) if snils == number => {
            marks.extend((family_name != name).then_some(Mark::FamilyName));
            marks.extend((born_on != day).then_some(Mark::BornOn));
        }
        (
            Question::PassportRegistry { passport, family_name, issued_on, .. },
            Question::PassportRegistry { passport: number, family_name: name, issued_on: day, .. },
        ) if passport == number => {
            marks.extend((family_name != name).then_some(Mark::FamilyName));
            marks.extend((issued_on != day).then_some(Mark::IssuedOn));
        }
        _ => return None,
    }
    Some(marks)
}

impl Registries for World {
    fn ask<'a>(&'a self, question: &'a Question) -> Asking<'a> {
        Box::pin(async move {
            let registry = question.registry();
            self.asked[place(registry)].fetch_add(1, Ordering::SeqCst);
            self.bell.notify_one();
            if self.silent.load(Ordering::SeqCst) {
                std::future::pending::<()>().await;
            }
            if self.is_down(registry) {
                return Err(Unavailable { registry, reason: "down".into() });
            }
            Ok(self.answer(question))
        })
    }
}

/// What everything that asks the registries keeps to. `world` is what stands behind.
pub async fn contract(registries: &dyn Registries, world: &World) {
    for person in [anna(), dmitry()] {
        for question in [person.pension_question(), person.passport_question()] {
            assert_eq!(registries.ask(&question).await.unwrap(), Answer::Agreed);
            // The same question again: the same answer.
            assert_eq!(registries.ask(&question).await.unwrap(), Answer::Agreed);
        }
    }
    let mistaken = anna_with(&[("born_on", "13.04.1990"), ("passport_issued_on", "07.05.2010")]);
    let answer = registries.ask(&mistaken.pension_question()).await.unwrap();
    assert_eq!(answer, Answer::Differs(vec![Mark::BornOn]));
    let answer = registries.ask(&mistaken.passport_question()).await.unwrap();
    assert_eq!(answer, Answer::Differs(vec![Mark::IssuedOn]));

    let unknown = anna_with(&[("snils", "112-233-445 95"), ("passport", "45 10 000001")]);
    assert_eq!(registries.ask(&unknown.pension_question()).await.unwrap(), Answer::NotFound);
    assert_eq!(registries.ask(&unknown.passport_question()).await.unwrap(), Answer::NotFound);

    world.suspended(true);
    let answer = registries.ask(&anna().pension_question()).await.unwrap();
    assert_eq!(answer, Answer::Differs(vec![Mark::SnilsSuspended]));
    world.suspended(false);

    world.down(Registry::PassportRegistry, true);
    let failed = registries.ask(&anna().passport_question()).await.unwrap_err();
    assert_eq!(failed.registry, Registry::PassportRegistry);
    assert!(!failed.to_string().contains("218734"), "{failed}");
    assert_eq!(registries.ask(&anna().pension_question()).await.unwrap(), Answer::Agreed);
    world.down(Registry::PassportRegistry, false);
    assert_eq!(registries.ask(&anna().passport_question()).await.unwrap(), Answer::Agreed);
}

#[tokio::test]
async fn the_double_keeps_the_contract() {
    let world = World::of(&[anna(), dmitry()]);
    contract(&world, &world).await;
}
