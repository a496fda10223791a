//! What administrators did, to be looked up afterwards (spec 16.2).

use crate::id::{ChannelId, ChatbotId, ContactId, GroupId, LiveLinkId, TeamId, UserId};
use crate::user::Role;
use serde::{Deserialize, Serialize};

/// One administrative change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audited {
    /// Name and languages of the site.
    SiteChanged,
    /// The mail server.
    MailServerChanged,
    /// How conversations are handed on, told to who is away, and kept.
    ConversationSettingsChanged,
    /// A table of countries was handed in.
    CountryTableHandedIn {
        /// What the file was called.
        name: String,
    },
    /// The table of countries that was handed in was removed.
    CountryTableRemoved,
    /// Somebody was invited.
    Invited {
        /// Whom.
        user: UserId,
        /// As what.
        role: Role,
    },
    /// An invitation was sent again; the one before is not valid any more.
    InvitedAgain {
        /// Whom.
        user: UserId,
    },
    /// Somebody's role was changed.
    RoleChanged {
        /// Whose.
        user: UserId,
        /// To what.
        role: Role,
    },
    /// Somebody was put into other groups.
    GroupsChanged {
        /// Who.
        user: UserId,
        /// Into which.
        groups: Vec<GroupId>,
    },
    /// Somebody's second factor was switched off for him.
    SecondFactorSwitchedOff {
        /// Whose.
        user: UserId,
    },
    /// Somebody was removed.
    Removed {
        /// Who.
        user: UserId,
    },
    /// A group was made.
    GroupMade {
        /// Which.
        group: GroupId,
    },
    /// A group was given another name.
    GroupRenamed {
        /// Which.
        group: GroupId,
    },
    /// A group was deleted.
    GroupDeleted {
        /// Which.
        group: GroupId,
    },
    /// A chatbot was made, alone or as a copy.
    ChatbotMade {
        /// Which.
        chatbot: ChatbotId,
    },
    /// A chatbot was given another name or script.
    ChatbotChanged {
        /// Which.
        chatbot: ChatbotId,
    },
    /// A chatbot was put away, or taken out again.
    ChatbotArchived {
        /// Which.
        chatbot: ChatbotId,
        /// Whether it is away now.
        is_archived: bool,
    },
    /// The public pages of ratings were called otherwise.
    RatingPagesChanged,
    /// The ratings of a channel were published, or withdrawn.
    RatingsPublished {
        /// Of which channel.
        channel: ChannelId,
        /// Whether everybody may see them now.
        is_published: bool,
    },
    /// A link was made by which spreadsheet programs read sessions.
    LiveLinkMade {
        /// Which.
        link: LiveLinkId,
    },
    /// Such a link was revoked.
    LiveLinkRevoked {
        /// Which.
        link: LiveLinkId,
    },
    /// *Helpdesk* was switched on or off.
    HelpdeskSwitched,
    /// A team of *Helpdesk* was made.
    HelpdeskTeamMade {
        /// Which.
        team: TeamId,
    },
    /// A team of *Helpdesk* was given another name, or *Live Chat*.
    HelpdeskTeamChanged {
        /// Which.
        team: TeamId,
    },
    /// A team of *Helpdesk* was deleted.
    HelpdeskTeamDeleted {
        /// Which.
        team: TeamId,
    },
    /// The teams of *Helpdesk* were given other priorities.
    HelpdeskTeamsOrdered,
    /// A contact was erased with all that its visitors said.
    ContactErased {
        /// Which.
        contact: ContactId,
    },
    /// *CRM* was switched on or off.
    CrmSwitched,
    /// A sales team was made.
    SalesTeamMade {
        /// Which.
        team: TeamId,
    },
    /// A sales team was given another name, or *Live Chat*.
    SalesTeamChanged {
        /// Which.
        team: TeamId,
    },
    /// A sales team was deleted.
    SalesTeamDeleted {
        /// Which.
        team: TeamId,
    },
    /// The sales teams were given other priorities.
    SalesTeamsOrdered,
    /// A chatbot was deleted.
    ChatbotDeleted {
        /// Which.
        chatbot: ChatbotId,
    },
}
