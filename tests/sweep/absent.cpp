// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Actions of modules that neither server has. Debian builds chan_dahdi and app_meetme only where there is DAHDI, and
// res_mwi_external instead of app_voicemail not at all.

#include "sweep/sweep.hpp"

namespace tests {

asio::awaitable<void> sweep_absent(sweep& s)
{
    co_await s.absent(actions::dahdi_dial_offhook{"1", "100"}, "chan_dahdi");
    co_await s.absent(actions::dahdi_dnd_off{"1"}, "chan_dahdi");
    co_await s.absent(actions::dahdi_dnd_on{"1"}, "chan_dahdi");
    co_await s.absent(actions::dahdi_hangup{"1"}, "chan_dahdi");
    co_await s.absent(actions::dahdi_restart{}, "chan_dahdi");
    co_await s.absent(actions::dahdi_show_channels{}.dahdi_channel("1"), "chan_dahdi");
    co_await s.absent(actions::dahdi_show_status{}, "chan_dahdi");
    co_await s.absent(actions::dahdi_transfer{"1"}, "chan_dahdi");
    co_await s.absent(actions::pri_debug_file_set{"sweep"}, "chan_dahdi");
    co_await s.absent(actions::pri_debug_file_unset{}, "chan_dahdi");
    co_await s.absent(actions::pri_debug_set{1, ami::pri_debug_level::on}, "chan_dahdi");
    co_await s.absent(actions::pri_show_spans{}.span(1), "chan_dahdi");
    co_await s.absent(actions::meetme_list{}.conference("1"), "app_meetme");
    co_await s.absent(actions::meetme_list_rooms{}, "app_meetme");
    co_await s.absent(actions::meetme_mute{"1", 1}, "app_meetme");
    co_await s.absent(actions::meetme_unmute{"1", 1}, "app_meetme");
    co_await s.absent(actions::mwi_delete{"1@default"}, "res_mwi_external_ami");
    co_await s.absent(actions::mwi_get{"1@default"}, "res_mwi_external_ami");
    co_await s.absent(
        actions::mwi_update{"1@default"}.old_messages(1).new_messages(2), "res_mwi_external_ami");
}

} // namespace tests
