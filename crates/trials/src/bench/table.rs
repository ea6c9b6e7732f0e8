//! The report: lines for a terminal, a table for `docs/benchmarks.md`.

use std::{fmt::Write, time::Duration};

use super::measure::Line;

/// One line for a terminal.
pub fn text(line: &Line) -> String {
    let aim = line.aim.map_or_else(String::new, |aim| format!(" (aim {})", millis(aim)));
    let postgres =
        if line.cpu.postgres.is_zero() { String::new() } else { format!(", PostgreSQL {}", millis(line.cpu.postgres)) };
    format!(
        "{:<52} {:>8.0}/s  CPU {}{aim}{postgres}, load {}  p50 {}  p99 {}  {} MB",
        line.name,
        line.rate,
        millis(line.cpu.portal),
        millis(line.cpu.client),
        millis(line.p50),
        millis(line.p99),
        line.memory / 1_000_000
    )
}

/// The table for the documentation.
pub fn markdown(lines: &[Line]) -> String {
    let mut table = String::from(
        "| | a second | CPU, ms | aim | PostgreSQL, ms | p50, ms | p99, ms | resident, MB |\n|---|---|---|---|---|---|---|---|\n",
    );
    for line in lines {
        let aim = line.aim.map_or_else(
            || "—".to_owned(),
            |aim| {
                let met = if line.cpu.portal <= aim { "met" } else { "**missed**" };
                format!("{} {met}", bare(aim))
            },
        );
        let postgres = if line.cpu.postgres.is_zero() { "—".to_owned() } else { bare(line.cpu.postgres) };
        // Writing into a String cannot fail.
        let _ = writeln!(
            table,
            "| {} | {:.0} | {} | {aim} | {postgres} | {} | {} | {} |",
            line.name,
            line.rate,
            bare(line.cpu.portal),
            bare(line.p50),
            bare(line.p99),
            line.memory / 1_000_000
        );
    }
    table
}

/// «0,14 ms» with as many figures as mean something.
pub fn millis(time: Duration) -> String {
    format!("{} ms", bare(time))
}

fn bare(time: Duration) -> String {
    let millis = time.as_secs_f64() * 1000.0;
    if millis < 10.0 { format!("{millis:.3}") } else { format!("{millis:.1}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::Cpu;

    #[test]
    fn a_line_says_whether_its_aim_is_met() {
        let mut line = Line {
            name: "a page".to_owned(),
            aim: Some(Duration::from_micros(300)),
            rate: 1234.4,
            cpu: Cpu { portal: Duration::from_micros(250), ..Cpu::default() },
            p50: Duration::from_micros(400),
            p99: Duration::from_millis(12),
            memory: 90_000_000,
        };
        let table = markdown(std::slice::from_ref(&line));
        assert!(table.ends_with("| a page | 1234 | 0.250 | 0.300 met | — | 0.400 | 12.0 | 90 |\n"), "{table}");
        line.cpu.portal = Duration::from_micros(350);
        assert!(markdown(&[line]).contains("**missed**"));
    }
}
