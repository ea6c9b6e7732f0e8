//! Publishing: from files to editions. Each service is published alone; a broken one keeps none of the others back.

use std::{collections::BTreeMap, sync::Arc};

use base::{Cx, Timestamp};
use db::Tx;
use forms::{Definition, Problem, content_hash};

use crate::{
    Edition,
    directories::{Directories, NAMES},
    files::{ServiceSources, Sources},
    snapshot::Snapshot,
    store,
};

/// What came of publishing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Published {
    /// Codes of the services of which a new edition is offered now.
    pub changed: Vec<String>,
    /// Names of the lists that changed.
    pub directories: Vec<String>,
    /// What kept services back, with file and line. They go on with the edition that they had.
    pub problems: Vec<Problem>,
}

/// Publishes a folder of services, given as path and content (from [`crate::read_folder`] or embedded files).
///
/// Content that was published before is passed over, also when another edition is offered by now: starting the program
/// again does not undo what an administrator chose. New content is checked, its examples are run, and it is offered at
/// once. Afterwards [`crate::Catalog::refresh`] takes it over.
pub async fn publish_folder<P: AsRef<str>, T: AsRef<str>>(
    tx: &mut Tx,
    cx: &Cx,
    files: &[(P, T)],
) -> db::Result<Published> {
    let sources = Sources::sort(files);
    let mut published = Published::default();
    let directories = match Directories::read(&sources.directories) {
        Ok(directories) => directories,
        Err(problems) => return Ok(Published { problems, ..published }),
    };
    for name in NAMES {
        if let Some(text) = sources.directories.get(name)
            && store::put_directory(tx, cx, name, text).await?
        {
            published.directories.push(name.to_owned());
        }
    }
    for (code, service) in &sources.services {
        // What is already there was checked when it came.
        if store::has_edition(tx, &hash(&sources, service)).await? {
            continue;
        }
        match checked(code, service, &sources, &directories) {
            Ok(new) => {
                let template = new.template.as_deref();
                store::insert_edition(tx, cx, &new.hash, code, service.definition, template).await?;
                store::offer(tx, cx, code, &new.hash).await?;
                published.changed.push((*code).to_owned());
            }
            Err(problems) => published.problems.extend(problems),
        }
    }
    Ok(published)
}

/// A snapshot straight from files.
pub(crate) fn snapshot_of<P: AsRef<str>, T: AsRef<str>>(files: &[(P, T)]) -> Result<Snapshot, Vec<Problem>> {
    let sources = Sources::sort(files);
    let directories = Directories::read(&sources.directories)?;
    let mut problems = Vec::new();
    let mut editions = Vec::new();
    for (code, service) in &sources.services {
        match checked(code, service, &sources, &directories) {
            Ok(New { hash, definition, template }) => {
                editions.push(Edition { hash, number: 1, published_at: Timestamp::UNIX_EPOCH, definition, template });
            }
            Err(found) => problems.extend(found),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let offered: BTreeMap<String, String> =
        editions.iter().map(|edition| (edition.definition.code.clone(), edition.hash.clone())).collect();
    Ok(Snapshot::new(directories, editions, &offered, None))
}

/// A service that may be published.
struct New {
    hash: String,
    definition: Definition,
    template: Option<Arc<str>>,
}

/// The address of a service's content: its description and every template it could use.
fn hash(sources: &Sources<'_>, service: &ServiceSources<'_>) -> String {
    let template = sources.template(service, "result.typ").unwrap_or_default();
    content_hash(&[("service.yaml", service.definition), ("result.typ", &template)]).to_string()
}

fn checked(
    code: &str,
    service: &ServiceSources<'_>,
    sources: &Sources<'_>,
    directories: &Directories,
) -> Result<New, Vec<Problem>> {
    let file = format!("{code}/service.yaml");
    let in_file = |problems: Vec<Problem>| problems.into_iter().map(|problem| problem.in_file(&file)).collect();
    let definition = forms::parse(service.definition).map_err(in_file)?;
    let mut problems: Vec<Problem> = in_file(unknown(code, &definition, directories));
    let mut template = None;
    if let Some(name) = &definition.result.template {
        template = sources.template(service, name).filter(|_| name == "result.typ").map(Arc::from);
        if template.is_none() {
            let problem =
                Problem::at("result.template", format!("`{name}` is not there; the template is `result.typ`"));
            problems.push(problem.in_file(&file));
        }
    }
    for (path, text) in &service.examples {
        let found = match forms::parse_example(text) {
            Ok(example) => forms::run_example(&definition, &example),
            Err(problem) => vec![problem],
        };
        problems.extend(found.into_iter().map(|problem| problem.in_file(path)));
    }
    if problems.is_empty() { Ok(New { hash: hash(sources, service), definition, template }) } else { Err(problems) }
}

/// Codes in the description that name nothing.
fn unknown(code: &str, definition: &Definition, directories: &Directories) -> Vec<Problem> {
    let mut problems = Vec::new();
    if definition.code != code {
        problems.push(Problem::at("code", format!("is not the name of its folder, `{code}`")));
    }
    if !directories.agencies.iter().any(|agency| agency.code == definition.agency) {
        problems.push(Problem::at("agency", format!("there is no agency `{}`", definition.agency)));
    }
    for (index, name) in definition.categories.iter().enumerate() {
        if !directories.categories.iter().any(|category| category.code == *name) {
            problems.push(Problem::at(format!("categories[{index}]"), format!("there is no category `{name}`")));
        }
    }
    for (index, name) in definition.regions.iter().enumerate() {
        if !directories.regions.iter().any(|region| region.code == *name) {
            problems.push(Problem::at(format!("regions[{index}]"), format!("there is no region `{name}`")));
        }
    }
    problems
}
