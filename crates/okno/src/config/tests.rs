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

#[test]
fn what_would_leave_the_machine_in_the_clear_is_refused_at_the_start() {
    for (key, value) in [
        ("REGISTRIES__BASE_URL", "http://registries.example"),
        ("REGISTRIES__TOKEN_URL", "http://registries.example/token"),
        ("PAYMENTS__URL", "http://pay.example"),
        ("DOCUMENTS__TIME_STAMPS", "http://tsa.example"),
        ("SMS__ADDRESS", "smsc.example:2775"),
        ("MAIL__TLS", "none"),
        ("FILES__SCANNER", "tcp://10.0.0.7:3310"),
    ] {
        let error = format!("{:#}", parse(EXAMPLE, &[(&format!("OKNO__{key}"), value)]).unwrap_err());
        let named = key.to_lowercase().replace("__", ".");
        assert!(error.contains(&named) && error.contains("without encryption"), "{error}");
    }
    let named = EXAMPLE.replace("unencrypted = []", "unencrypted = [\"tsa.example\"]");
    let stamps = ("OKNO__DOCUMENTS__TIME_STAMPS", "http://tsa.example");
    assert!(parse(&named, &[stamps]).is_ok());
    assert!(parse(&named, &[("OKNO__PAYMENTS__URL", "http://pay.example")]).is_err());
}
