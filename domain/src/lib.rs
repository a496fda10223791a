//! What is true in Porchlight: the types of the field and the decisions on them.
//!
//! No I/O, no clock, no randomness: times and ids come in as arguments, so that the same functions serve the server,
//! the console and the widget, and can be tested as tables and properties.

pub mod attachment;
pub mod audience;
pub mod audit;
pub mod calling;
pub mod canned;
pub mod channel;
pub mod chat;
pub mod chatbot;
pub mod colour;
pub mod command;
pub mod completion;
pub mod contact;
pub mod conversation;
pub mod country;
pub mod country_table;
pub mod day;
pub mod details;
pub mod event;
pub mod expertise;
pub mod help;
pub mod id;
pub mod inbox;
pub mod kept;
pub mod language;
pub mod lead;
pub mod limit;
pub mod link;
pub mod mail;
pub mod member;
pub mod mention;
pub mod message;
pub mod missed;
pub mod outbox;
pub mod page;
pub mod people;
pub mod permission;
pub mod presence;
pub mod problem;
pub mod push;
pub mod rating;
pub mod rating_page;
pub mod record;
#[cfg(test)]
mod replay_tests;
pub mod report;
pub mod routing;
pub mod rule;
pub mod search;
pub mod second_factor;
pub mod settings;
pub mod tag;
pub mod team;
#[cfg(test)]
mod testing;
pub mod text;
pub mod ticket;
pub mod time;
pub mod transcript;
pub mod translation;
pub mod turn;
pub mod undo;
pub mod user;
pub mod visit;
pub mod widget_language;
pub mod wire;
