//! Which day it is for a person whose data are checked. The days that decide (of a passport, of evidence) come with weeks of
//! grace, so the hours between the zones decide nothing.

pub(crate) use base::reckoning::{day_of as of, end_of as after};
