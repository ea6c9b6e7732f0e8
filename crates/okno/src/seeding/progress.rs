//! How far the seeding has come, on the terminal as one line that grows, elsewhere as a line now and then.

use std::{
    io::{IsTerminal, Write},
    time::{Duration, Instant},
};

use anyhow::Result;

use super::fill::{Progress, Step};

/// How wide the bar is.
const WIDTH: u32 = 30;

pub(super) struct Shown {
    people: u32,
    begun: Instant,
    /// What the present step began with, and when.
    from: Option<(Step, u32, Instant)>,
    said: Option<Instant>,
}

impl Shown {
    pub fn new(people: u32) -> Self {
        Self { people, begun: Instant::now(), from: None, said: None }
    }

    pub fn step(&mut self, progress: &Progress) -> Result<()> {
        let now = Instant::now();
        let on_terminal = std::io::stdout().is_terminal();
        if self.from.as_ref().is_none_or(|(step, ..)| *step != progress.step) {
            if self.from.is_some() && on_terminal {
                println!();
            }
            self.from = Some((progress.step.clone(), progress.done, now));
            self.said = None;
        }
        let pause = Duration::from_millis(if on_terminal { 200 } else { 10_000 });
        let done = progress.done >= progress.of;
        if !done && self.said.is_some_and(|said| now - said < pause) {
            return Ok(());
        }
        self.said = Some(now);
        let line = self.line(progress, now);
        if on_terminal {
            print!("\r{line}\x1b[K");
            std::io::stdout().flush()?;
        } else {
            println!("{line}");
        }
        Ok(())
    }

    fn line(&self, progress: &Progress, now: Instant) -> String {
        let Progress { step, done, of } = progress;
        let what = match step {
            Step::People => "people",
            Step::Names => "names",
            Step::Index(index) => return format!("index   {index}"),
        };
        let share = u64::from(*done) * u64::from(WIDTH) / u64::from((*of).max(1));
        let bar: String = (0..u64::from(WIDTH)).map(|place| if place < share { '█' } else { '░' }).collect();
        let (from, since) = self.from.as_ref().map_or((0, now), |(_, from, since)| (*from, *since));
        let rate = f64::from(done - from.min(*done)) / (now - since).as_secs_f64().max(0.001);
        let left = if rate > 0.0 { f64::from(of - done) / rate } else { 0.0 };
        format!("{what:<7} {bar} {done} of {of}, {rate:.0}/s, {left:.0} s left")
    }

    pub fn end(&self, size: Option<u64>) {
        if self.from.is_some() && std::io::stdout().is_terminal() {
            println!();
        }
        let took = self.begun.elapsed().as_secs_f64();
        match size {
            Some(size) => println!("{} people are there, {took:.0} s, {} MB.", self.people, size / 1_000_000),
            None => println!("{} people are there, {took:.0} s.", self.people),
        }
    }
}
