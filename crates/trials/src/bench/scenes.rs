//! The steps that are measured, and the citizens who do them.

use std::{future::Future, net::SocketAddr, sync::Arc};

use anyhow::{Result, ensure};
use trials::citizen::{Citizen, Filled, THREE_PAGES};

use super::{made::Form, people::Person};

/// A citizen, and where the draft lies that belongs to this measurement.
pub struct Worker {
    citizen: Citizen,
    person: Person,
    draft: String,
}

/// What a step needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ready {
    /// Nobody signed in.
    Guest,
    /// The page of signing in is open.
    AtTheDoor,
    /// Signed in.
    SignedIn,
    /// Signed in, with a draft.
    Drafting,
}

/// Citizens made ready, one for each person.
pub async fn workers(portal: SocketAddr, people: &[Person], ready: Ready) -> Result<Vec<Worker>> {
    let mut made = Vec::with_capacity(people.len());
    for person in people {
        let mut citizen = Citizen::new(portal).from_network(person.network);
        let mut draft = String::new();
        match ready {
            Ready::Guest => {}
            Ready::AtTheDoor => citizen.open_sign_in().await?,
            Ready::SignedIn | Ready::Drafting => citizen.sign_in(&person.phone, &person.password).await?,
        }
        if ready == Ready::Drafting {
            draft = citizen.begin(THREE_PAGES.service).await?;
        }
        made.push(Worker { citizen, person: person.clone(), draft });
    }
    Ok(made)
}

/// Asks for compressed answers from now on.
pub fn with_gzip(mut workers: Vec<Worker>) -> Vec<Worker> {
    for worker in &mut workers {
        worker.citizen.take_gzip();
    }
    workers
}

/// Begins a form and answers all of it.
pub async fn with_answers(mut workers: Vec<Worker>, form: &Form) -> Result<Vec<Worker>> {
    for worker in &mut workers {
        worker.draft = worker.citizen.begin(&form.code).await?;
        for (page, fields) in &form.pages {
            worker.citizen.fill(&worker.draft, &filled(page, &pairs(fields))).await?;
        }
    }
    Ok(workers)
}

fn pairs(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

fn filled<'a>(page: &'a str, answers: &'a [(&'a str, &'a str)]) -> Filled<'a> {
    Filled { page, answers, files: &[] }
}

/// Opens this page of the draft.
pub fn page(name: &str) -> impl Fn(Worker) -> Step + Clone + Send + Sync + 'static + use<> {
    let name: Arc<str> = name.into();
    move |mut worker| {
        let path = format!("{}/pages/{name}", worker.draft);
        Box::pin(async move {
            let done = open_now(&mut worker.citizen, &path).await;
            (worker, done)
        })
    }
}

/// Sends the answers of this page of the draft.
pub fn save_page(
    name: &str,
    fields: &[(String, String)],
) -> impl Fn(Worker) -> Step + Clone + Send + Sync + 'static + use<> {
    let (name, fields): (Arc<str>, Arc<[(String, String)]>) = (name.into(), fields.into());
    move |mut worker| {
        let (name, fields) = (name.clone(), fields.clone());
        Box::pin(async move {
            let path = format!("{}/pages/{name}", worker.draft);
            let done = worker.citizen.save(&path, &filled(&name, &pairs(&fields))).await;
            (worker, done)
        })
    }
}

/// Opens one page.
pub fn open(path: &str) -> impl Fn(Worker) -> Step + Clone + Send + Sync + 'static + use<> {
    let path: Arc<str> = path.into();
    move |mut worker| {
        let path = path.clone();
        Box::pin(async move {
            let done = open_now(&mut worker.citizen, &path).await;
            (worker, done)
        })
    }
}

/// A step on its way: the worker comes back with what came of it.
pub type Step = std::pin::Pin<Box<dyn Future<Output = (Worker, Result<()>)> + Send>>;

async fn open_now(citizen: &mut Citizen, path: &str) -> Result<()> {
    let answer = citizen.get(path).await?;
    ensure!(answer.status == 200, "{path}: {}", answer.status);
    Ok(())
}

/// Opens the last page of questions: three questions, two of them filled in from the profile, and the files at hand.
pub fn question(mut worker: Worker) -> Step {
    Box::pin(async move {
        let path = format!("{}/pages/photo-and-address", worker.draft);
        let done = open_now(&mut worker.citizen, &path).await;
        (worker, done)
    })
}

/// Sends the answers of the second page.
pub fn save(mut worker: Worker) -> Step {
    Box::pin(async move {
        let filled = Filled { page: "rules", answers: &[("knows_rules", "yes"), ("conviction", "no")], files: &[] };
        let path = format!("{}/pages/{}", worker.draft, filled.page);
        let done = worker.citizen.save(&path, &filled).await;
        (worker, done)
    })
}

/// A whole application.
pub fn apply(mut worker: Worker) -> Step {
    Box::pin(async move {
        let done = worker.citizen.apply(&THREE_PAGES).await.map(drop);
        (worker, done)
    })
}

/// Sends phone and password.
pub fn sign_in(mut worker: Worker) -> Step {
    Box::pin(async move {
        let done = worker.citizen.send_password(&worker.person.phone, &worker.person.password).await.map(drop);
        (worker, done)
    })
}
