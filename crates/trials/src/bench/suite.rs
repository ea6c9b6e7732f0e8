//! Everything that is measured on one machine with a small database.

use std::{fmt::Write, time::Duration};

use anyhow::{Context, Result};
use trials::{
    portal::{House, Plan},
    postgres::Cluster,
    process,
};

use super::{
    Options,
    bare::{self, Bare},
    made::Form,
    measure::{Line, Watched, measure},
    people::{self, Person},
    results,
    scenes::{self, Ready, Worker},
    table,
};

/// How many connections fill the machine.
const WORKERS: u32 = 16;

/// Questions of a short form and of a long one.
const SHORT: usize = 5;
const LONG: usize = 61;

/// Pages of the catalogue, as guests see them.
const CATALOGUE: &[(&str, &str)] = &[
    ("home page", "/"),
    ("category", "/categories/documents"),
    ("page of a service", "/services/foreign-passport"),
    ("search", "/search?q=%D0%B7%D0%B0%D0%B3%D1%80%D0%B0%D0%BD"),
];

const CABINET: Duration = Duration::from_micros(300);
const QUESTION: Duration = Duration::from_micros(200);
const LONG_QUESTION: Duration = Duration::from_millis(1);
const APPLICATION: Duration = Duration::from_millis(3);
const RESULT: Duration = Duration::from_millis(60);

/// Measures and answers the report.
pub async fn run(options: &Options) -> Result<String> {
    let mut report = head();
    let mut lines = vec![hello(options).await?];
    let (embedded, told) = on_sqlite(options).await?;
    lines.extend(embedded);
    if !options.no_postgres {
        lines.extend(on_postgres(options).await?);
    }
    report.push_str(&table::markdown(&lines));
    report.push_str(&told);
    Ok(report)
}

fn head() -> String {
    let commit = std::process::Command::new("git")
        .args(["-C", env!("CARGO_MANIFEST_DIR"), "describe", "--always", "--dirty"])
        .output();
    let commit = commit.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()).unwrap_or_default();
    let now = base::Cx::system().now();
    let day = now.strftime("%Y-%m-%d %H:%M UTC");
    format!("{day}, commit {commit}, {}.\n\n", process::machine())
}

async fn hello(options: &Options) -> Result<Line> {
    let server = Bare::start(options.port + 8).await?;
    let nobody = people::nobody(WORKERS);
    let workers = async || scenes::workers(server.address, &nobody, Ready::Guest).await;
    let watched = Watched { pid: server.pid()?, postgres: None };
    measure(("bare axum, hello", None), watched, options.span(), workers, scenes::open("/hello")).await
}

/// A house with its people, ready to be measured.
pub struct Stage<'a> {
    /// The house.
    pub house: House,
    /// The PostgreSQL behind it.
    pub postgres: Option<&'a Cluster>,
    people: Vec<Person>,
    options: &'a Options,
    suffix: &'static str,
}

impl<'a> Stage<'a> {
    async fn build(options: &'a Options, name: &str, port: u16, postgres: Option<&'a Cluster>) -> Result<Self> {
        let (accounts, size) = options.accounts();
        let plan = Plan {
            program: options.program()?,
            folder: options.folder.join(format!("{name}-{size}")),
            port,
            database: postgres.map(|cluster| cluster.url.clone()),
            settings: settings(),
            wrapped_in: options.wrap.split_whitespace().map(str::to_owned).collect(),
        };
        let mut house = House::build(plan).await?;
        house.run(&["seed", "--not-for-production", "--accounts", &accounts.to_string()]).await?;
        let made = options.folder.join("services");
        for length in [SHORT, LONG] {
            Form::of(length).write(&made)?;
        }
        house.run(&["services", "publish", &made.display().to_string()]).await?;
        house.start().await?;
        let suffix = if postgres.is_some() { ", PostgreSQL" } else { ", SQLite" };
        Ok(Self { house, postgres, people: people::spread(WORKERS, accounts)?, options, suffix })
    }

    async fn line<F>(
        &self,
        (name, aim): (&str, Option<Duration>),
        ready: Ready,
        step: impl Fn(Worker) -> F + Clone + Send + Sync + 'static,
    ) -> Result<Vec<Line>>
    where
        F: Future<Output = (Worker, Result<()>)> + Send + 'static,
    {
        let name = format!("{name}{}", self.suffix);
        if !self.options.wants(&name) {
            return Ok(Vec::new());
        }
        let workers = async || {
            let made = scenes::workers(self.house.address, &self.people, ready).await?;
            Ok(if name.contains("gzip") { scenes::with_gzip(made) } else { made })
        };
        let watched = Watched::of(&self.house, self.postgres)?;
        Ok(vec![measure((&name, aim), watched, self.options.span(), workers, step).await?])
    }

    /// The same page of questions at the end of a form, and its saving.
    async fn form(&self, length: usize, aim: Duration) -> Result<Vec<Line>> {
        let form = Form::of(length);
        let (page, fields) = form.pages.get(form.last_whole_page()).context("a form without pages")?;
        let mut lines = Vec::new();
        let (shown, saved) = (format!("page of {length} questions"), format!("saving, of {length} questions"));
        lines.extend(self.of_form(&form, (&shown, Some(aim)), scenes::page(page)).await?);
        lines.extend(self.of_form(&form, (&saved, None), scenes::save_page(page, fields)).await?);
        Ok(lines)
    }

    async fn of_form<F>(
        &self,
        form: &Form,
        (name, aim): (&str, Option<Duration>),
        step: impl Fn(Worker) -> F + Clone + Send + Sync + 'static,
    ) -> Result<Option<Line>>
    where
        F: Future<Output = (Worker, Result<()>)> + Send + 'static,
    {
        let name = format!("{name}{}", self.suffix);
        if !self.options.wants(&name) {
            return Ok(None);
        }
        let workers = async || {
            let made = scenes::workers(self.house.address, &self.people, Ready::SignedIn).await?;
            scenes::with_answers(made, form).await
        };
        let watched = Watched::of(&self.house, self.postgres)?;
        measure((&name, aim), watched, self.options.span(), workers, step).await.map(Some)
    }

    /// The pages that both databases serve.
    async fn pages(&self) -> Result<Vec<Line>> {
        let mut lines = Vec::new();
        lines.extend(self.line(("cabinet", Some(CABINET)), Ready::SignedIn, scenes::open("/cabinet")).await?);
        lines.extend(self.line(("question page", Some(QUESTION)), Ready::Drafting, scenes::question).await?);
        lines.extend(self.line(("saving an answer", None), Ready::Drafting, scenes::save).await?);
        lines.extend(self.line(("application of 3 pages", Some(APPLICATION)), Ready::SignedIn, scenes::apply).await?);
        Ok(lines)
    }
}

/// What an operator sets behind a proxy, without which all load would come from one network. Jobs run in the same process,
/// so that their cost is seen.
pub fn settings() -> Vec<(String, String)> {
    vec![("OKNO__PORTAL__PROXIES".to_owned(), "1".to_owned()), ("OKNO__LOG__LEVEL".to_owned(), "warn".to_owned())]
}

async fn on_sqlite(options: &Options) -> Result<(Vec<Line>, String)> {
    let mut stage = Stage::build(options, "sqlite", options.port, None).await?;
    let mut lines = stage.line(("template alone, guest", None), Ready::Guest, scenes::open("/sign-in")).await?;
    lines.extend(stage.pages().await?);
    lines.extend(stage.line(("cabinet, gzip", None), Ready::SignedIn, scenes::open("/cabinet")).await?);
    lines.extend(
        stage.line(("list of applications", None), Ready::SignedIn, scenes::open("/cabinet/applications")).await?,
    );
    lines.extend(stage.form(SHORT, QUESTION).await?);
    lines.extend(stage.form(LONG, LONG_QUESTION).await?);
    for (name, path) in CATALOGUE {
        lines.extend(stage.line((name, None), Ready::Guest, scenes::open(path)).await?);
    }
    let search = "/api/v1/search?q=%D0%BE%D1%85%D0%BE%D1%82";
    lines.extend(stage.line(("search suggestions", None), Ready::Guest, scenes::open(search)).await?);
    let mut told = String::new();
    if options.wants("sign-in") {
        let hash = bare::hash(options.span().full)?;
        let signing = stage.line(("password sign-in", None), Ready::AtTheDoor, scenes::sign_in).await?;
        let rate = signing.first().context("sign-in")?.rate;
        let share = rate / hash.rate * 100.0;
        let cost = table::millis(hash.cost);
        let _ = writeln!(
            told,
            "\nBare Argon2id (19 MiB, t=2, p=1) on all cores: {:.1}/s, {cost} each; sign-in reaches {share:.0} % of that rate (aim 90 %).",
            hash.rate
        );
        lines.extend(signing);
    }
    if options.wants("result") {
        let count = if options.quick { 10 } else { 50 };
        let watched = Watched::of(&stage.house, None)?;
        lines.push(results::measure(&stage.house, watched, count, RESULT).await?);
    }
    let memory = stage.house.memory()?;
    let _ = writeln!(
        told,
        "\nResident at the end of the run on SQLite: {} MB, at its highest {} MB (aim 120 MB).",
        memory.now / 1_000_000,
        memory.highest / 1_000_000
    );
    stage.house.stop().await?;
    Ok((lines, told))
}

async fn on_postgres(options: &Options) -> Result<Vec<Line>> {
    let port = options.port + 4;
    let (_, size) = options.accounts();
    let cluster = Cluster::start(&options.folder.join(format!("postgres-server-{size}")), port).await?;
    let lines = async {
        let mut stage = Stage::build(options, "postgres", options.port + 2, Some(&cluster)).await?;
        let lines = stage.pages().await?;
        stage.house.stop().await?;
        anyhow::Ok(lines)
    }
    .await;
    cluster.stop().await?;
    lines
}
