use super::*;

const EXAMPLE: &str = include_str!("../../okno.example.toml");

fn parse(text: &str, variables: &[(&str, &str)]) -> Result<Config> {
    Config::parse(text, variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())))
}

#[test]
fn the_example_is_right() {
    let config = parse(EXAMPLE, &[]).unwrap();
    assert_eq!(config.public_url(), "https://okno.example");
    assert_eq!(config.documents.signers.len(), 2);
}

#[test]
fn an_unknown_key_is_an_error_that_names_it() {
    let text = EXAMPLE.replace("public_url", "publik_url");
    let error = format!("{:#}", parse(&text, &[]).unwrap_err());
    assert!(error.contains("publik_url"), "{error}");
    let error = format!("{:#}", parse(EXAMPLE, &[("OKNO__PORTAL__LISTN", "127.0.0.1:1")]).unwrap_err());
    assert!(error.contains("listn"), "{error}");
}

#[test]
fn the_environment_goes_over_the_file() {
    let variables = [
        ("OKNO__PORTAL__LISTEN", "127.0.0.1:9000"),
        ("OKNO__PORTAL__WORKERS", "false"),
        ("OKNO__PAYMENTS__SECRET", "007"),
    ];
    let config = parse(EXAMPLE, &variables).unwrap();
    assert_eq!(config.portal.listen.port(), 9000);
    assert!(!config.portal.workers);
    assert_eq!(config.payments.secret, "007");
}

#[test]
fn the_reference_is_fresh() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/configuration.md");
    let kept = std::fs::read_to_string(file).unwrap_or_default();
    assert!(
        kept == reference(),
        "docs/configuration.md is stale; run `cargo run -p okno -- config > docs/configuration.md`"
    );
}

#[test]
fn the_example_shows_every_key() {
    let reference = reference();
    let keys = reference.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
    for key in keys.filter(|key| *key != "signers") {
        assert!(EXAMPLE.lines().any(|line| line.trim_start_matches("# ").starts_with(&format!("{key} = "))), "{key}");
    }
}
