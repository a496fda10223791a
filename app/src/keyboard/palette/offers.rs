//! What the palette offers.

use crate::browser::page;
use crate::channels::api as channels;
use crate::inbox::last_words;
use crate::keyboard::{Keyboard, Overlay, shortcut};
use crate::live::{Attention, Console};
use crate::records::Apps;
use crate::text::{Texts, fill};
use domain::id::ChannelId;
use domain::presence::Presence;
use domain::team::App;
use domain::user::Role;
use domain::wire::console::FromConsole;
use leptos::prelude::*;
use std::collections::HashSet;

/// Something that can be done or gone to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Offer {
    pub(super) group: Group,
    pub(super) icon: &'static str,
    pub(super) name: String,
    /// What tells it from others of its name.
    pub(super) detail: String,
    /// Its shortcut, if it has one.
    pub(super) keys: Option<String>,
    pub(super) deed: Deed,
}

/// What kind of thing it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Group {
    /// What the page that is open can do.
    Here,
    /// Conversations of the inbox.
    Conversations,
    /// What can be done from everywhere.
    Everywhere,
    /// Pages.
    Pages,
}

/// What choosing it does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    /// What the element with this shortcut does.
    Press(String),
    /// Goes to an address.
    Go(String),
    /// Joins a channel.
    Join(ChannelId),
    /// Leaves a channel.
    Leave(ChannelId),
    /// Says that one is in a call, or is no more.
    Call(bool),
    /// Is disturbed no more for a while, or again.
    Quiet,
    /// Lists the shortcuts.
    List,
}

impl Group {
    /// What it is called.
    pub(super) fn name(self, texts: &Texts) -> &'static str {
        match self {
            Self::Here => texts.palette_here,
            Self::Conversations => texts.conversations,
            Self::Everywhere => texts.keys_everywhere,
            Self::Pages => texts.palette_pages,
        }
    }
}

/// What stays as it stood when the palette was opened, so that nothing moves under the hand of whoever chooses.
pub(super) struct Standing {
    before: Vec<Offer>,
    after: Vec<Offer>,
}

impl Standing {
    /// As the page stands now.
    pub(super) fn now(console: Console, texts: &'static Texts) -> Self {
        let mut before = here();
        before.extend(conversations(console, texts));
        let role = console.me.with_untracked(|me| me.role);
        let apps = Apps::of_page();
        let tickets = ("/sessions/tickets", texts.sessions, texts.tickets);
        let pipeline = ("/sessions/leads", texts.sessions, texts.pipeline);
        let after = pages(texts, role)
            .into_iter()
            .chain(apps.has_untracked(App::Helpdesk).then_some(tickets))
            .chain(apps.has_untracked(App::Crm).then_some(pipeline))
            .map(|(address, area, name)| Offer {
                group: Group::Pages,
                icon: "arrow-right",
                name: name.to_owned(),
                detail: if area == name {
                    String::new()
                } else {
                    area.to_owned()
                },
                keys: None,
                deed: Deed::Go(address.to_owned()),
            });
        Self {
            before,
            after: after.collect(),
        }
    }

    /// Everything, with what can be done from everywhere in its place.
    pub(super) fn around(&self, everywhere: Vec<Offer>) -> Vec<Offer> {
        let before = self.before.iter().cloned();
        let after = self.after.iter().cloned();
        before.chain(everywhere).chain(after).collect()
    }
}

/// What the page names a shortcut of, once for all chat windows that name it.
fn here() -> Vec<Offer> {
    let mut known = HashSet::new();
    let shortcuts = page::shortcuts().into_iter();
    let shortcuts = shortcuts.filter(|(keys, _)| known.insert(keys.clone()));
    let offers = shortcuts.map(|(keys, name)| Offer {
        group: Group::Here,
        icon: "chevron-right",
        name,
        detail: String::new(),
        keys: Some(keys.clone()),
        deed: Deed::Press(keys),
    });
    offers.collect()
}

/// Those of the inbox, newest first.
fn conversations(console: Console, texts: &'static Texts) -> Vec<Offer> {
    console.inbox.with_untracked(|inbox| {
        let offers = inbox.rows.iter().map(|row| Offer {
            group: Group::Conversations,
            icon: if row.conversation.is_open() {
                "message-circle"
            } else {
                "flag"
            },
            name: row.conversation.visitor_name.clone(),
            detail: last_words(console, texts, row),
            keys: None,
            deed: Deed::Go(format!("/inbox/{}", row.conversation.id)),
        });
        offers.collect()
    })
}

/// What can be done from everywhere. Hears when one is in a call or has joined a channel: what is done is offered as that no more.
pub(super) fn everywhere(
    console: Console,
    attention: Attention,
    texts: &'static Texts,
) -> Vec<Offer> {
    let me = console.my_id();
    let offer = |icon, name: String, deed| Offer {
        group: Group::Everywhere,
        icon,
        name,
        detail: String::new(),
        keys: None,
        deed,
    };
    let is_in_call = console.my_presence() == Presence::InCall;
    let call = if is_in_call {
        texts.call_over
    } else {
        texts.in_call
    };
    let quiet = if attention.quiet.is_on() {
        texts.quiet_over
    } else {
        texts.quiet
    };
    let mut offers = vec![
        offer("phone", call.to_owned(), Deed::Call(!is_in_call)),
        offer("bell-off", quiet.to_owned(), Deed::Quiet),
        Offer {
            keys: Some(shortcut::LIST.to_owned()),
            ..offer("list", texts.keys_list.to_owned(), Deed::List)
        },
    ];
    let of_channels = console.channels.with(|channels| {
        let mine = channels
            .open()
            .filter(|card| card.operators.iter().any(|operator| operator.user == me));
        let offers = mine.map(|card| {
            let values = [("name", card.name.as_str())];
            if card.has_joined(me) {
                let name = fill(texts.channel_leave_of, &values);
                offer("log-out", name, Deed::Leave(card.id))
            } else {
                let name = fill(texts.channel_join_of, &values);
                offer("log-in", name, Deed::Join(card.id))
            }
        });
        offers.collect::<Vec<_>>()
    });
    offers.extend(of_channels);
    offers
}

/// The pages that somebody of this role may see: address, area, name.
fn pages(texts: &Texts, role: Role) -> Vec<(&'static str, &'static str, &'static str)> {
    let mut pages = vec![
        ("/inbox", texts.inbox, texts.inbox),
        ("/channels", texts.channels, texts.channels),
        ("/sessions", texts.sessions, texts.sessions_all),
        (
            "/sessions/looking-for-help",
            texts.sessions,
            texts.sessions_help,
        ),
        ("/sessions/visitors", texts.sessions, texts.visitors),
        ("/sessions/contacts", texts.sessions, texts.contacts),
        (
            "/configuration/expertise",
            texts.configuration,
            texts.expertise,
        ),
        ("/configuration/tags", texts.configuration, texts.tags),
        ("/configuration/canned", texts.configuration, texts.canned),
        ("/preferences", texts.preferences, texts.preferences_profile),
        (
            "/preferences/password",
            texts.preferences,
            texts.preferences_password,
        ),
        (
            "/preferences/second-factor",
            texts.preferences,
            texts.preferences_second_factor,
        ),
        (
            "/preferences/sessions",
            texts.preferences,
            texts.preferences_sessions,
        ),
    ];
    if role == Role::Administrator {
        pages.extend([
            (
                "/configuration/chatbots",
                texts.configuration,
                texts.chatbots,
            ),
            ("/reports", texts.reports, texts.report_sessions),
            ("/reports/operators", texts.reports, texts.report_operators),
            ("/reports/ratings", texts.reports, texts.report_ratings),
            ("/reports/dashboard", texts.reports, texts.report_dashboard),
            ("/users", texts.users, texts.users_people),
            ("/users/groups", texts.users, texts.users_groups),
            ("/settings", texts.settings, texts.settings_site),
            (
                "/settings/conversations",
                texts.settings,
                texts.settings_conversations,
            ),
            ("/settings/helpdesk", texts.settings, texts.helpdesk),
            ("/settings/crm", texts.settings, texts.crm),
            ("/settings/mail", texts.settings, texts.email),
            ("/settings/countries", texts.settings, texts.countries),
        ]);
    }
    pages
}

/// Carries out what was chosen.
pub(super) struct Deeds {
    console: Console,
    attention: Attention,
    keyboard: Keyboard,
    texts: &'static Texts,
}

impl Deeds {
    /// For the page.
    pub(super) fn of_page() -> Self {
        Self {
            console: Console::of_page(),
            attention: Attention::of_page(),
            keyboard: Keyboard::of_page(),
            texts: crate::text::use_texts(),
        }
    }

    /// Does it.
    pub(super) fn carry_out(&self, deed: Deed) {
        match deed {
            Deed::Press(keys) => {
                page::carry_out(&keys);
            }
            Deed::Go(address) => page::follow(&address),
            Deed::Join(channel) => self.ask(channels::join(channel)),
            Deed::Leave(channel) => self.ask(channels::leave(channel)),
            Deed::Call(is_in_call) => self.console.send(FromConsole::Call(is_in_call)),
            Deed::Quiet => self.attention.quiet.switch(),
            Deed::List => self.keyboard.open(Overlay::Shortcuts),
        }
    }

    fn ask(&self, answer: impl Future<Output = Result<(), crate::api::Failure>> + 'static) {
        let (console, texts) = (self.console, self.texts);
        leptos::task::spawn_local(async move {
            if answer.await.is_err() {
                console.tell(texts.form_unavailable);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::user::Language;
    use std::collections::HashSet;

    #[test]
    fn operators_are_offered_no_page_that_is_closed_to_them_and_none_is_offered_twice() {
        let texts = crate::text::texts(Language::English);
        let of = |role| {
            let addresses = pages(texts, role).into_iter().map(|(address, ..)| address);
            addresses.collect::<Vec<_>>()
        };
        let everybody = of(Role::Operator);
        let closed = ["/settings", "/users", "/reports", "/configuration/chatbots"];
        assert!(
            !everybody
                .iter()
                .any(|address| closed.iter().any(|closed| address.starts_with(closed)))
        );
        let all = of(Role::Administrator);
        assert_eq!(all.iter().collect::<HashSet<_>>().len(), all.len());
        assert!(everybody.iter().all(|address| all.contains(address)));
    }
}
