//! What must be true of a service's files before they may be published.

use std::sync::Arc;

use forms::{Definition, Problem, content_hash, faults};

use crate::{
    ServiceFiles,
    directories::Directories,
    files::{DEFINITION, RESULT},
};

/// A service that may be published.
#[derive(Debug, Clone)]
pub struct Checked {
    /// The address of its content.
    pub hash: String,
    /// Its description.
    pub definition: Definition,
    /// The whole source of its result document, when it issues one.
    pub template: Option<Arc<str>>,
}

/// What a description may name, and what stands before every result.
#[derive(Debug, Clone, Default)]
pub(crate) struct Known {
    pub(crate) sheet: Arc<str>,
    agencies: Vec<String>,
    categories: Vec<String>,
    regions: Vec<String>,
}

impl Known {
    pub(crate) fn new(directories: &Directories, sheet: &str) -> Self {
        Self {
            sheet: Arc::from(sheet),
            agencies: directories.agencies.iter().map(|agency| agency.code.clone()).collect(),
            categories: directories.categories.iter().map(|category| category.code.clone()).collect(),
            regions: directories.regions.iter().map(|region| region.code.clone()).collect(),
        }
    }

    /// The whole template of a service: the common sheet and its own part.
    pub(crate) fn template(&self, files: &ServiceFiles) -> Option<String> {
        files.get(RESULT).map(|own| format!("{}\n{own}", self.sheet))
    }

    /// Checks a service: its description, what it names, its result, and its examples, which are run.
    ///
    /// # Errors
    /// Every problem found, each with its file, its line and its field.
    pub(crate) fn check(&self, code: &str, files: &ServiceFiles) -> Result<Checked, Vec<Problem>> {
        let text = files.definition();
        let in_file = |problems: Vec<Problem>| -> Vec<Problem> {
            let file = format!("{code}/{DEFINITION}");
            problems.into_iter().map(|problem| problem.in_file(&file)).collect()
        };
        let definition = forms::parse(text).map_err(in_file)?;
        let mut problems = in_file(forms::located(text, self.unknown(code, &definition)));
        let whole = self.template(files);
        let mut template = None;
        if let Some(name) = &definition.result.template {
            template = whole.as_deref().filter(|_| name == RESULT).map(Arc::from);
            if template.is_none() {
                let fault = faults::no_template(name, RESULT);
                problems.extend(in_file(forms::located(text, vec![Problem::at("result.template", fault)])));
            }
        }
        for (path, text) in files.examples() {
            let found = match forms::parse_example(text) {
                Ok(example) => forms::run_example(&definition, &example),
                Err(problem) => vec![problem],
            };
            let path = format!("{code}/{path}");
            problems.extend(forms::located(text, found).into_iter().map(|problem| problem.in_file(&path)));
        }
        let hash = address(files, whole.as_deref());
        if problems.is_empty() { Ok(Checked { hash, definition, template }) } else { Err(problems) }
    }

    /// Codes in the description that name nothing.
    fn unknown(&self, code: &str, definition: &Definition) -> Vec<Problem> {
        let mut problems = Vec::new();
        if definition.code != code {
            problems.push(Problem::at("code", faults::folder_name(code)));
        }
        if !self.agencies.contains(&definition.agency) {
            problems.push(Problem::at("agency", faults::no_agency(&definition.agency)));
        }
        for (index, name) in definition.categories.iter().enumerate() {
            if !self.categories.contains(name) {
                problems.push(Problem::at(format!("categories[{index}]"), faults::no_such_category(name)));
            }
        }
        for (index, name) in definition.regions.iter().enumerate() {
            if !self.regions.contains(name) {
                problems.push(Problem::at(format!("regions[{index}]"), faults::no_region(name)));
            }
        }
        problems
    }
}

/// The address of a service's content: every file of its folder, and the whole source of its result.
pub(crate) fn address(files: &ServiceFiles, template: Option<&str>) -> String {
    let mut parts: Vec<(&str, &str)> = files.iter().collect();
    // A path has no star in it: this is no file of the folder.
    parts.extend(template.map(|template| ("*template", template)));
    content_hash(&parts).to_string()
}
