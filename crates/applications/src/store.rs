//! Every query of this slice. Nothing here decides; rows go in and out, and what is personal is sealed on the way.

pub mod agreements;
pub mod applications;
pub mod attachments;
pub mod audit;
pub mod contents;
pub mod desk;
pub mod drafts;
pub mod history;
pub mod lists;
pub mod numbers;
pub mod rescues;
pub mod seeding;
pub mod sends;
