//! The parts that every page is built of. They know nothing of chat.

mod avatar;
mod badge;
mod button;
mod chip;
mod dialog;
mod empty;
mod field;
mod icon;
mod menu;
mod notice;
mod popover;
mod select;
mod skeleton;
mod snippet;
mod switch;
mod tabs;
mod toast;

pub(crate) use avatar::Avatar;
pub(crate) use badge::Badge;
pub(crate) use button::{Button, Kind};
pub(crate) use chip::Chip;
pub(crate) use dialog::Dialog;
pub(crate) use empty::Empty;
pub(crate) use field::{Field, Input, Presence};
pub(crate) use icon::{Icon, Icons, Size};
pub(crate) use menu::{MenuItem, move_focus};
pub(crate) use notice::{Notice, Tone};
pub(crate) use popover::Popover;
pub(crate) use select::Select;
pub(crate) use skeleton::Skeleton;
pub(crate) use snippet::Snippet;
pub(crate) use switch::Switch;
pub(crate) use tabs::{Tab, Tabs};
pub(crate) use toast::{ToastRegion, Toasts};
