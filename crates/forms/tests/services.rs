//! The services that ship with the portal: without problems, and their examples come out as they say.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on stops")]

use std::{fs, path::PathBuf};

use forms::{Problem, faults, json_schema, parse, parse_example, run_example};

fn services() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../services")
}

fn folders() -> Vec<PathBuf> {
    let entries = fs::read_dir(services()).unwrap();
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()).collect();
    folders.retain(|path| !path.file_name().unwrap().to_string_lossy().starts_with('_'));
    folders.sort();
    folders
}

fn name(path: &std::path::Path) -> String {
    path.strip_prefix(services()).unwrap().display().to_string()
}

#[test]
fn every_service_is_in_order_and_its_examples_come_out() {
    let mut problems: Vec<Problem> = Vec::new();
    let mut examples = 0;
    for folder in folders() {
        let file = folder.join("service.yaml");
        let definition = match parse(&fs::read_to_string(&file).unwrap()) {
            Ok(definition) => definition,
            Err(found) => {
                problems.extend(found.into_iter().map(|problem| problem.in_file(&name(&file))));
                continue;
            }
        };
        if !folder.ends_with(&definition.code) {
            problems.push(Problem::at("code", faults::folder_name(&definition.code)).in_file(&name(&file)));
        }
        let shown = folder.join("examples");
        let mut files: Vec<PathBuf> = fs::read_dir(&shown)
            .map(|entries| entries.map(|entry| entry.unwrap().path()).collect())
            .unwrap_or_default();
        files.sort();
        if files.is_empty() {
            problems.push(Problem::at("examples", faults::missing_field("examples")).in_file(&name(&shown)));
        }
        for file in files {
            let found = match parse_example(&fs::read_to_string(&file).unwrap()) {
                Ok(example) => run_example(&definition, &example),
                Err(problem) => vec![problem],
            };
            problems.extend(found.into_iter().map(|problem| problem.in_file(&name(&file))));
            examples += 1;
        }
    }
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert!(lines.is_empty(), "{}", lines.join("\n"));
    assert!(examples > 0);
}

#[test]
fn the_schema_beside_the_services_is_fresh() {
    let kept = fs::read_to_string(services().join("service.schema.json")).unwrap_or_default();
    if kept != json_schema() {
        fs::write(services().join("service.schema.json"), json_schema()).unwrap();
        panic!("services/service.schema.json was written anew: commit it");
    }
}
