//! Everything one console holds, and what may be done with it.

mod deeds;
mod news;
mod sending;

use super::attention::Attention;
use super::lists::Lists;
use super::shown::Shown;
use super::thread::Thread;
use super::typing::Typists;
use crate::browser::locale;
use crate::moment::Clock;
use crate::page::{Opened, Start};
use crate::text::{Texts, use_texts};
use crate::ui::Toasts;
use domain::channel::{ChannelCard, Channels};
use domain::id::{ChannelId, ConversationId, PictureId, SessionId, UserId};
use domain::inbox::{Inbox, InboxRow, Place};
use domain::limit;
use domain::outbox::Outbox;
use domain::people::People;
use domain::presence::Presence;
use domain::user::User;
use leptos::prelude::*;
use sending::Mail;
use std::collections::BTreeMap;

/// How the console and its server are connected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Link {
    /// Not yet, and the page is fresh.
    Opening,
    /// Everything that happens arrives.
    Up,
    /// For a while nothing has arrived.
    Down,
    /// The server does not understand this page any more.
    Outdated,
}

/// Everything one console holds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Console {
    /// Who is signed in.
    pub(crate) me: RwSignal<User>,
    /// In which session.
    pub(crate) session: SessionId,
    /// The conversations.
    pub(crate) inbox: RwSignal<Inbox>,
    /// Everybody who can sign in.
    pub(crate) people: RwSignal<People>,
    /// Who types.
    pub(crate) typists: RwSignal<Typists>,
    /// What was written and is not acknowledged.
    pub(crate) outboxes: RwSignal<BTreeMap<ConversationId, Outbox>>,
    /// How it is connected.
    pub(crate) link: RwSignal<Link>,
    /// All channels.
    pub(crate) channels: RwSignal<Channels>,
    /// Whether the information panel is hidden where there is room for it.
    pub(crate) hides_panel: RwSignal<bool>,
    threads: RwSignal<BTreeMap<ConversationId, ArcRwSignal<Thread>>>,
    shown: StoredValue<Shown>,
    mail: StoredValue<Mail>,
    /// How many conversations that are over the inbox goes on holding.
    most_past: StoredValue<usize>,
    attention: StoredValue<Attention>,
    toasts: Toasts,
    pub(super) texts: &'static Texts,
}

impl Console {
    /// Makes the page a console.
    pub(crate) fn provide(start: Start) -> Self {
        let opened = start.opened;
        let mut inbox = start.snapshot.inbox;
        let mut threads = BTreeMap::new();
        if let Some(Opened {
            conversation,
            found,
        }) = opened
        {
            let chat = found.map(|(chat, details, row)| {
                inbox.insert(row);
                (chat, details)
            });
            threads.insert(conversation, ArcRwSignal::new(Thread::new(chat)));
        }
        let console = Self {
            hides_panel: RwSignal::new(start.user.preferences.hides_panel),
            me: RwSignal::new(start.user),
            session: start.session,
            inbox: RwSignal::new(inbox),
            people: RwSignal::new(start.snapshot.people),
            typists: RwSignal::default(),
            outboxes: RwSignal::default(),
            link: RwSignal::new(Link::Opening),
            channels: RwSignal::new(start.snapshot.channels),
            threads: RwSignal::new(threads),
            shown: StoredValue::default(),
            mail: StoredValue::new(Mail::new(start.snapshot.cursor)),
            most_past: StoredValue::new(limit::INBOX_PAST),
            attention: StoredValue::new(Attention::new()),
            toasts: Toasts::of_page(),
            texts: use_texts(),
        };
        provide_context(console);
        let clock = Clock::of_page();
        Effect::new(move || {
            let is_other = console
                .me
                .with(|me| locale::choose_zone(&me.preferences.time_zone));
            if is_other {
                clock.is_local.set(true);
            }
        });
        console
    }

    /// The page's console.
    pub(crate) fn of_page() -> Self {
        expect_context()
    }

    /// The id of who is signed in.
    pub(crate) fn my_id(self) -> UserId {
        // It never changes while the page lives.
        self.me.with_untracked(|me| me.id)
    }

    /// Whether who is signed in counts as there.
    pub(crate) fn my_presence(self) -> Presence {
        self.presence(self.my_id())
    }

    /// Whether somebody counts as there.
    pub(crate) fn presence(self, user: UserId) -> Presence {
        self.people.with(|people| {
            let person = people.find(user);
            person.map_or(Presence::Offline, |person| person.presence)
        })
    }

    /// A channel.
    pub(crate) fn channel(self, channel: ChannelId) -> Option<ChannelCard> {
        self.channels
            .with(|channels| channels.card(channel).cloned())
    }

    /// The same, without hearing of later changes.
    pub(crate) fn channel_untracked(self, channel: ChannelId) -> Option<ChannelCard> {
        self.channels
            .with_untracked(|channels| channels.card(channel).cloned())
    }

    /// The name by which colleagues know an operator.
    pub(crate) fn colleague(self, user: UserId) -> Option<String> {
        self.people.with(|people| {
            let person = people.find(user);
            person.map(|person| person.operator.name.clone())
        })
    }

    /// The picture of an operator.
    pub(crate) fn picture(self, user: UserId) -> Option<PictureId> {
        self.people.with(|people| {
            let person = people.find(user);
            person.and_then(|person| person.profile.picture)
        })
    }

    /// Who is signed in looks like this from now on; everybody hears it by the journal.
    pub(crate) fn look_like(self, picture: Option<PictureId>) {
        self.me.update(|me| me.picture = picture);
    }

    /// The row of a conversation.
    pub(crate) fn row(self, conversation: ConversationId) -> Option<InboxRow> {
        self.inbox.with(|inbox| inbox.row(conversation).cloned())
    }

    /// The next page of the inbox is here, and what was asked for stays.
    pub(crate) fn append(self, rows: Vec<InboxRow>, older_than: Option<Place>) {
        self.inbox.update(|inbox| inbox.append(rows, older_than));
        let held = self.inbox.with_untracked(|inbox| inbox.rows.len());
        self.most_past.update_value(|most| *most = held.max(*most));
    }

    /// The messages of a conversation, once it has been opened.
    pub(crate) fn thread(self, conversation: ConversationId) -> Option<ArcRwSignal<Thread>> {
        self.threads
            .with(|threads| threads.get(&conversation).cloned())
    }

    /// The same, without hearing of later changes.
    pub(crate) fn thread_untracked(
        self,
        conversation: ConversationId,
    ) -> Option<ArcRwSignal<Thread>> {
        self.threads
            .with_untracked(|threads| threads.get(&conversation).cloned())
    }

    /// Tells which of the lists that all consoles share have changed.
    pub(crate) fn lists(self) -> Lists {
        self.mail.with_value(|mail| mail.lists)
    }

    /// Tells the person something passing.
    pub(crate) fn tell(self, text: impl Into<String>) {
        self.toasts.show(text);
    }
}
