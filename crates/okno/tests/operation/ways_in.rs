//! `okno accounts …` and `okno staff …`.

use std::path::Path;

use clap::Parser;
use okno::operation::{
    self,
    supervision::{self, Accounts, Staff},
};

use crate::{PEOPLE, installation::Installation};

#[derive(Parser)]
enum Line {
    #[command(subcommand)]
    Accounts(Accounts),
    #[command(subcommand)]
    Staff(Staff),
}

async fn run(installation: &Installation, line: &str) -> anyhow::Result<String> {
    run_words(installation, &line.split(' ').collect::<Vec<_>>()).await
}

async fn run_words(installation: &Installation, words: &[&str]) -> anyhow::Result<String> {
    match Line::try_parse_from(["okno"].iter().chain(words))? {
        Line::Accounts(asked) => supervision::accounts(&asked, &installation.config()).await,
        Line::Staff(asked) => supervision::staff(&asked, &installation.config()).await,
    }
}

#[tokio::test]
async fn a_member_of_staff_gets_a_new_factor_and_a_password_and_it_is_written_down() {
    let installation = Installation::new();
    operation::migrate(installation.config()).await.unwrap();
    operation::seed(installation.config(), Path::new(PEOPLE)).await.unwrap();
    let name = operator();
    let said = run(&installation, &format!("staff new-factor {name} --reason owner-asked --case 118")).await.unwrap();
    let secret = said.lines().nth(1).unwrap();
    assert!(secret.len() == 32 && said.contains(&format!("secret={secret}&")), "{said}");
    let given =
        run(&installation, &format!("staff new-password {name} --reason owner-asked --case 119")).await.unwrap();
    let password = given.lines().nth(1).unwrap();
    assert!(password.len() == 29 && password.split('-').all(|four| four.len() == 4), "{given}");
    let said = run(&installation, &format!("staff sign-out {name} --reason left")).await.unwrap();
    assert!(said.starts_with("0 sessions of "), "{said}");
    let said = run(&installation, &format!("staff history {name}")).await.unwrap();
    let told: Vec<Vec<&str>> = said.lines().map(|line| line.split_whitespace().skip(1).collect()).collect();
    let given_since = vec!["staff.new-password", "owner-asked", "119"];
    let expected = [vec!["staff.signed-out", "left", "-"], given_since, vec!["staff.new-factor", "owner-asked", "118"]];
    assert_eq!(told, expected);
    assert!(!said.contains(secret) && !said.contains(password));
}

#[tokio::test]
async fn what_is_not_right_is_said() {
    let installation = Installation::new();
    operation::migrate(installation.config()).await.unwrap();
    for (line, says) in [
        ("staff new-factor nobody --reason left", "nobody: there is none"),
        ("staff history nobody", "nobody: there is none"),
        ("accounts lock 1234567890 --reason order", "no number of an account"),
        ("accounts sign-out 9999999999 --reason order", "9999999999: there is none"),
        ("accounts unlock 9999999999", "--reason"),
        ("accounts lock 9999999999 --reason because", "one of owner-asked, suspicion, order, left"),
    ] {
        let error = format!("{:#}", run(&installation, line).await.unwrap_err());
        assert!(error.contains(says), "{line}: {error}");
    }
}

#[tokio::test]
async fn what_is_typed_forges_no_line_of_the_history_and_finds_nobody_else() {
    let installation = Installation::new();
    operation::migrate(installation.config()).await.unwrap();
    operation::seed(installation.config(), Path::new(PEOPLE)).await.unwrap();
    let name = operator();
    let (long, tower) = ("8".repeat(101), format!("118{}", "\u{336}\u{489}".repeat(9)));
    let forged = "118\n2026-11-22T10:00:00Z  staff.signed-out  order  7";
    for case in ["", " 118", forged, "118\r", "1\u{1b}[2K18", "\u{202e}811", "1\u{0}18", "\u{e000}", &long, &tower] {
        for words in [
            &["staff", "sign-out", &name, "--reason", "left", "--case", case][..],
            &["accounts", "lock", "9999999999", "--reason", "order", "--case", case],
        ] {
            let error = run_words(&installation, words).await.unwrap_err().to_string();
            assert!(error.contains("one line of at most 100 characters"), "{case:?}: {error}");
        }
    }
    for other in
        ["", "%", "_", "*", "' or 1=1 --", "../operator", "operator\u{0}", "\u{202e}rotarepo", &"o".repeat(10_000)]
    {
        for command in ["sign-out", "new-factor", "new-password"] {
            let words = ["staff", command, other, "--reason", "left"];
            let error = format!("{:#}", run_words(&installation, &words).await.unwrap_err());
            assert!(error.contains("there is none"), "{other:?}: {error}");
        }
    }
    for number in ["", "-1", "0", "99999999999999999999", "999 999 99 99'", "٩٩٩٩٩٩٩٩٩٩", "9999999999\n"] {
        let words = ["accounts", "lock", number, "--reason", "order"];
        let error = format!("{:#}", run_words(&installation, &words).await.unwrap_err());
        let is_refused = ["no number of an account", "there is none", "unexpected argument", "required"];
        assert!(is_refused.iter().any(|says| error.contains(says)), "{number:?}: {error}");
    }
    assert_eq!(run(&installation, &format!("staff history {name}")).await.unwrap(), "Nothing was done so.");
    let said = run(&installation, &format!("staff sign-out {name} --reason left --case №-118/б")).await.unwrap();
    assert!(said.starts_with("0 sessions"), "{said}");
    assert_eq!(run(&installation, &format!("staff history {name}")).await.unwrap().lines().count(), 1);
}

/// Somebody of the file of people.
fn operator() -> String {
    let people = std::fs::read_to_string(PEOPLE).unwrap();
    let line = people.lines().find_map(|line| line.trim().trim_start_matches("- ").strip_prefix("sign_in:")).unwrap();
    line.trim().trim_matches('"').to_owned()
}
