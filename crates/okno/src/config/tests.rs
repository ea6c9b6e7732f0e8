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
fn the_example_shows_every_key() {
    // Every optional key stands in the example too, so that it is the reference of all keys.
    for key in [
        "time_zone",
        "proxies",
        "workers",
        "requests_at_once",
        "styleguide",
        "typesetter",
        "ca_file",
        "scope",
        "timeout_seconds",
        "folder",
        "format",
        "level",
        "tls",
        "user",
        "password",
    ] {
        assert!(EXAMPLE.lines().any(|line| line.trim_start_matches("# ").starts_with(&format!("{key} = "))), "{key}");
    }
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
