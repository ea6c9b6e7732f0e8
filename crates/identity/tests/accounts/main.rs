//! Journeys of citizens and staff through the router: registration, signing in, recovery, settings. Each runs on every
//! database; the clock is moved by hand, and codes are read where the messages would be sent from.

mod contacts;
mod password;
mod recovery;
mod registration;
mod settings;
mod sign_in;
mod staff;
mod storage;
mod throttle;
mod world;
